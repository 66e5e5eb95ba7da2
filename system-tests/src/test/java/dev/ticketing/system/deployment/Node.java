package dev.ticketing.system.deployment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A value in a YAML document and the way to it. Looking for what is not there leads to a node that does not exist, which
 * knows where it was looked for.
 *
 * @param value null when it does not exist
 */
record Node(String path, Object value) {

    /** Every document in a text; two fields of one name are refused. */
    static List<Node> parse(String file, String yaml) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        var nodes = new ArrayList<Node>();
        for (var document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
            nodes.add(new Node(file, document));
        }
        return nodes;
    }

    /** One further down by the names of fields. */
    Node at(String... names) {
        var node = this;
        for (var name : names) {
            node = node.child(name);
        }
        return node;
    }

    private Node child(String name) {
        var child = value instanceof Map<?, ?> map ? map.get(name) : null;
        var dot = path.isEmpty() || path.contains(" ") ? "." : " ";
        return new Node(path + (name.matches("[\\w-]+") ? dot + name : "[" + name + "]"), child);
    }

    boolean exists() {
        return value != null;
    }

    /** Empty when it is no list. */
    List<Node> items() {
        var items = new ArrayList<Node>();
        if (value instanceof List<?> list) {
            list.forEach(item -> items.add(new Node(path + "[" + items.size() + "]", item)));
        }
        return items;
    }

    /** Empty when it has none. */
    Map<String, Node> fields() {
        var fields = new LinkedHashMap<String, Node>();
        if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(name -> fields.put(name.toString(), child(name.toString())));
        }
        return fields;
    }

    /** Its fields as texts. */
    Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        fields().forEach((name, node) -> texts.put(name, node.text()));
        return texts;
    }

    /** Empty when it does not exist. */
    String text() {
        return value == null ? "" : value.toString();
    }

    Optional<Integer> number() {
        return value instanceof Integer number ? Optional.of(number) : Optional.empty();
    }

    boolean is(Object expected) {
        return expected.equals(value);
    }

    Finding wrong(String problem) {
        return new Finding(path, problem);
    }
}
