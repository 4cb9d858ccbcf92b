package dev.templatedeployer.end2end;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A piece of network between a client and a port: it may let nothing pass while every connection
/// stays, as a firewall does that has forgotten them. What was sent meanwhile arrives later.
final class Link implements AutoCloseable {

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Object gate = new Object();
  private boolean isHalted; // guarded by gate

  private Link(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /// A link to a port of this machine.
  static Link to(int port) throws IOException {
    var link = new Link(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), port);
    Thread.ofPlatform().name("link-" + port).daemon().start(link::accept);
    return link;
  }

  /// Where clients connect.
  int port() {
    return listener.getLocalPort();
  }

  /// Lets nothing pass.
  void halt() {
    synchronized (gate) {
      isHalted = true;
    }
  }

  /// Lets everything pass.
  void resume() {
    synchronized (gate) {
      isHalted = false;
      gate.notifyAll();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException _) {
        // closed, as the loop sees
      }
    }
  }

  private void connect(Socket client) {
    try (client;
        var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      sockets.add(server);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> pump(server, client));
      pump(client, server);
      back.join();
      sockets.remove(server);
    } catch (IOException _) {
      // nobody listens there now: the client is hung up on
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(client);
    }
  }

  private void pump(Socket from, Socket to) {
    var buffer = new byte[64 * 1024];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitOpen();
        out.write(buffer, 0, n);
      }
    } catch (IOException _) {
      // one side hung up, and so does the other
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitOpen() throws InterruptedException {
    synchronized (gate) {
      while (isHalted) {
        gate.wait();
      }
    }
  }

  @Override
  public void close() {
    resume();
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
