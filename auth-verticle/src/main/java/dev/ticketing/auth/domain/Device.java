package dev.ticketing.auth.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a session runs on, as its user would recognise it, from the User-Agent header that the device sent. */
public final class Device {

    private static final int MAX_NAME = 40;
    private static final String UNKNOWN = "unknown device";

    /** The first that is found is it: each of them also calls itself by the names of later ones. */
    private static final Map<String, String> BROWSERS = new LinkedHashMap<>();

    private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

    static {
        BROWSERS.put("Edg", "Edge");
        BROWSERS.put("OPR/", "Opera");
        BROWSERS.put("SamsungBrowser/", "Samsung Internet");
        BROWSERS.put("Firefox/", "Firefox");
        BROWSERS.put("FxiOS/", "Firefox");
        BROWSERS.put("Chrome/", "Chrome");
        BROWSERS.put("CriOS/", "Chrome");
        BROWSERS.put("Safari/", "Safari");
        SYSTEMS.put("iPhone", "iPhone");
        SYSTEMS.put("iPad", "iPad");
        SYSTEMS.put("Android", "Android");
        SYSTEMS.put("CrOS", "ChromeOS");
        SYSTEMS.put("Windows", "Windows");
        SYSTEMS.put("Macintosh", "Mac");
        SYSTEMS.put("Linux", "Linux");
    }

    private Device() {}

    /** Names the browser and its system, or else the program, in at most 40 characters. */
    public static String named(String userAgent) {
        var browser = find(BROWSERS, userAgent);
        if (browser.isEmpty() || !userAgent.startsWith("Mozilla/")) {
            return program(userAgent);
        }
        return browser.get()
                + find(SYSTEMS, userAgent).map(system -> " on " + system).orElse("");
    }

    private static Optional<String> find(Map<String, String> names, String userAgent) {
        return names.entrySet().stream()
                .filter(name -> userAgent.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** A product's name is its agent's first word, up to its version (RFC 9110, section 10.1.5). */
    private static String program(String userAgent) {
        var name = userAgent.strip().split("[/\\s]", 2)[0].replaceAll("[^\\x21-\\x7e]", "");
        return name.isEmpty() ? UNKNOWN : name.substring(0, Math.min(name.length(), MAX_NAME));
    }
}
