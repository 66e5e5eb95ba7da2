package dev.ticketing.system.deployment;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where web's nginx sends what, as far as its file says so in the way it does. */
record Nginx(List<Location> locations) {

    private static final Pattern LOCATION = Pattern.compile("location (= )?(\\S+) \\{([^{}]*)}");
    private static final Pattern SERVICE = Pattern.compile("set \\$service ([\\w-]+);");

    /**
     * A block of the file.
     *
     * @param exact else it is for whatever begins with the path
     */
    record Location(boolean exact, String path, String block) {

        boolean matches(String asked) {
            return exact ? asked.equals(path) : asked.startsWith(path);
        }

        /** The service that is asked; web itself where none is. */
        String service() {
            var service = SERVICE.matcher(block);
            return service.find() ? service.group(1) : "web";
        }
    }

    static Nginx read() {
        return of(Sources.read("docker/web/nginx.conf"));
    }

    static Nginx of(String file) {
        return new Nginx(LOCATION.matcher(file.replaceAll("(?m)^\\s*#.*$", "").replaceAll("'\\{.*}'", "''"))
                .results()
                .map(found -> new Location(found.group(1) != null, found.group(2), found.group(3)))
                .toList());
    }

    /** As nginx decides: the exact one, else the longest. */
    Optional<Location> locationOf(String path) {
        return locations.stream()
                .filter(location -> location.matches(path))
                .max(Comparator.comparing(Location::exact)
                        .thenComparing(location -> location.path().length()));
    }
}
