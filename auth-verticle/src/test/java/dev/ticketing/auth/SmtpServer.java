package dev.ticketing.auth;

import dev.ticketing.testkit.Eventually;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of a mail server as it takes to be handed mails (RFC 5321), which it keeps. */
final class SmtpServer implements AutoCloseable {

    private final NetServer server;
    private final List<String> mails = new CopyOnWriteArrayList<>();

    SmtpServer(Vertx vertx, int port) {
        server = vertx.createNetServer().connectHandler(this::greet);
        Eventually.await(server.listen(port, "127.0.0.1"));
    }

    /** Each with its envelope. */
    List<String> mails() {
        return mails;
    }

    private void greet(NetSocket client) {
        var mail = new StringBuilder();
        var inData = new boolean[1];
        client.handler(RecordParser.newDelimited("\r\n", record -> {
            var line = record.toString();
            if (inData[0]) {
                inData[0] = !line.equals(".");
                mail.append(line).append('\n');
                if (!inData[0]) {
                    mails.add(mail.toString());
                    mail.setLength(0);
                    client.write("250 kept\r\n");
                }
            } else if (line.equals("DATA")) {
                inData[0] = true;
                client.write("354 go on\r\n");
            } else if (line.equals("QUIT")) {
                client.write("221 bye\r\n").onComplete(said -> client.close());
            } else {
                mail.append(line.startsWith("EHLO") || line.startsWith("RSET") ? "" : line + "\n");
                client.write("250 localhost\r\n");
            }
        }));
        client.write("220 localhost\r\n");
    }

    @Override
    public void close() {
        Eventually.await(server.close());
    }
}
