import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Part of an image's build: starts the service once and has Java write its class-data archive, with the classes that it
 * loaded parsed and verified once and for all. The backends that it is told of do not exist: it waits for them and loads
 * nearly everything meanwhile. Its keys are made here and thrown away. Then it is told to end, as always by SIGTERM.
 */
final class Archive {

    private static final Path FILE = Path.of("/app/service.jsa");

    /** From the first line it writes, by which all verticles are under way. */
    private static final int LOADING_MILLIS = 4_000;

    private static final int END_SECONDS = 120;

    private Archive() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, GeneralSecurityException {
        var builder = new ProcessBuilder(
                        "java", "@/app/jvm.options", "-XX:ArchiveClassesAtExit=" + FILE, "-jar", "/app/service.jar")
                .redirectErrorStream(true);
        builder.environment().putAll(settings());
        var process = builder.start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        System.out.println(output.readLine());
        var rest = new Thread(() -> output.lines().forEach(System.out::println));
        rest.start();
        if (process.waitFor(LOADING_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the service does not start: " + process.exitValue());
        }
        process.destroy();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS) || !Files.exists(FILE)) {
            throw new IllegalStateException("the service leaves no archive");
        }
        rest.join();
    }

    private static Map<String, String> settings() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        var keys = generator.generateKeyPair();
        return Map.of(
                "MONGO_URI", "mongodb://127.0.0.1:1",
                "RABBITMQ_URI", "amqp://127.0.0.1:1",
                "REDIS_URI", "redis://127.0.0.1:1",
                "STRIPE_SECRET_KEY", "sk_test_archive",
                "STRIPE_WEBHOOK_SECRET", "whsec_archive",
                "JWT_PRIVATE_KEY", pem("PRIVATE", keys.getPrivate().getEncoded()),
                "JWT_PUBLIC_KEYS", pem("PUBLIC", keys.getPublic().getEncoded()));
    }

    private static String pem(String kind, byte[] key) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
        return "-----BEGIN " + kind + " KEY-----\n" + lines + "\n-----END " + kind + " KEY-----";
    }
}
