package dev.ticketing.system.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;

/** The rules of WCAG 2.2 AA that a program can check, in both colour schemes, on a desk and on a phone. */
record Axe(Visitor visitor) {

    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final List<Integer> WIDTHS = List.of(390, 1280);
    private static final int HEIGHT = 800;

    private static final String VIOLATIONS = """
            async rules => {
              const { violations } = await axe.run(document, {
                runOnly: { type: 'tag', values: rules },
                resultTypes: ['violations'],
              });
              return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}\\n${node.failureSummary}`));
            }""";

    /** What is wrong with the page that is open. */
    List<String> violations() {
        var page = visitor.page();
        if (!(boolean) page.evaluate("'axe' in window")) {
            page.evaluate(AxeBuilder.getAxeScript());
        }
        var found = new ArrayList<String>();
        var size = page.viewportSize();
        // A colour that is on its way to another one has no contrast worth measuring.
        page.emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        for (int width : WIDTHS) {
            page.setViewportSize(width, HEIGHT);
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
                var where = "%s, %d wide, %s: ".formatted(visitor.path(), width, scheme);
                ((List<?>) page.evaluate(VIOLATIONS, RULES)).forEach(violation -> found.add(where + violation));
            }
        }
        page.setViewportSize(size.width, size.height);
        return found;
    }
}
