import java.io.IOException;
import java.lang.reflect.Field;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * Starts DynamoDB Local with three features that its own main class lacks: it listens only on 127.0.0.1, it prints its
 * free port, and it ends when standard input closes, so that it cannot outlive the stack.
 */
public final class Launcher {
    public static void main(String[] arguments) throws Exception {
        DynamoDBProxyServer dynamodb = ServerRunner.createServerFromCommandLineArgs(arguments);
        Field field = DynamoDBProxyServer.class.getDeclaredField("server");
        field.setAccessible(true);
        ServerConnector connector = (ServerConnector) ((Server) field.get(dynamodb)).getConnectors()[0];
        connector.setHost("127.0.0.1");
        connector.setPort(0);
        dynamodb.start();
        System.out.println("PORT " + connector.getLocalPort());
        System.out.flush();
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException closed) {
            // The same as the end of input.
        }
        dynamodb.stop();
        System.exit(0);
    }
}
