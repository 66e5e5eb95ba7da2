import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * What Docker asks a container of ours every few seconds: exits 0 when {@code GET /health/ready} on the management port
 * is answered with 200, else 1. A program of its own without any library, for the image has neither shell nor curl, and
 * a Java that loads no more than this is there and gone in a tenth of a second.
 *
 * <p>Two arguments, a port and a path, ask something else; there every answer but a 5xx will do.
 */
final class HealthCheck {

    private static final int TIMEOUT_MILLIS = 2_500;

    private HealthCheck() {}

    public static void main(String[] arguments) throws IOException {
        boolean own = arguments.length == 0;
        int port = Integer.parseInt(own ? System.getenv("MANAGEMENT_PORT") : arguments[0]);
        int status = status(port, own ? "/health/ready" : arguments[1]);
        System.exit((own ? status == 200 : status < 500) ? 0 : 1);
    }

    private static int status(int port, String path) throws IOException {
        try (var socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            var request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            // HTTP/1.1 200
            var line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return Integer.parseInt(line.substring(9));
        }
    }
}
