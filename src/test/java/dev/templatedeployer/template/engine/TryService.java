package dev.templatedeployer.template.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A service on loopback that gives the answers it was told to, and remembers what it was asked.
final class TryService implements AutoCloseable {

  /// What it was asked.
  record Asked(String method, String path, Headers headers, String body) {
    @Nullable String header(String name) {
      return headers.getFirst(name);
    }
  }

  /// Gives one answer.
  @FunctionalInterface
  interface Answering {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Answering> answers = new ArrayDeque<>();
  private final List<Asked> asked = new ArrayList<>();
  private final CountDownLatch hanging = new CountDownLatch(1);

  TryService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
  }

  /// Answers the next call so.
  TryService next(Answering answer) {
    synchronized (answers) {
      answers.add(answer);
    }
    return this;
  }

  /// Answers the next call so.
  ///
  /// @param headers names and values in turn
  TryService next(int status, String body, String... headers) {
    return next(exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    });
  }

  /// Answers the next call with JSON.
  TryService nextJson(int status, String json) {
    return next(status, json, "Content-Type", "application/json; charset=utf-8");
  }

  /// Lets the next call wait for ever, and says by `isAsked` that it waits.
  TryService nextHangs(CountDownLatch isAsked) {
    return next(_ -> {
      isAsked.countDown();
      hanging.await();
    });
  }

  /// Closes the connection of the next call without an answer.
  TryService nextHangsUp() {
    return next(_ -> {});
  }

  List<Asked> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  @Override
  public void close() {
    hanging.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      synchronized (asked) {
        asked.add(
            new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      }
      Answering answer;
      synchronized (answers) {
        answer = answers.poll();
      }
      if (answer == null) {
        exchange.sendResponseHeaders(418, -1); // asked more often than the test has thought of
      } else {
        answer.answer(exchange);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
