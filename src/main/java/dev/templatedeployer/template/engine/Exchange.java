package dev.templatedeployer.template.engine;

import dev.templatedeployer.template.PermanentFailure;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.TemplateFailure;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The calls that one run of a template makes to its service.
final class Exchange {

  private static final int MAX_REDIRECTS = 3;
  private static final Set<Integer> REPEATING = Set.of(307, 308); // the others may change the call

  private final HttpClient client;
  private final HttpSpec spec;
  private final Origin home;
  private final Map<String, String> ours;
  private final Map<String, String> declared;
  private final Deadline deadline;

  /// @param home the origin of the URL; only it is sent what `declared` holds
  /// @param ours headers that every call carries
  /// @param declared headers of `template.yaml`, which may be secret
  Exchange(
      HttpClient client,
      HttpSpec spec,
      Origin home,
      Map<String, String> ours,
      Map<String, String> declared,
      Deadline deadline) {
    this.client = client;
    this.spec = spec;
    this.home = home;
    this.ours = Map.copyOf(ours);
    this.declared = Map.copyOf(declared);
    this.deadline = deadline;
  }

  Deadline deadline() {
    return deadline;
  }

  /// What the service answers, whatever that is.
  ///
  /// @param body JSON, or null for none
  Answer send(String method, URI to, @Nullable String body)
      throws TemplateFailure, InterruptedException {
    Answer answer = sendOnce(method, to, body);
    for (int i = 0; i < MAX_REDIRECTS && isToFollow(answer); i++) {
      answer = sendOnce(method, location(answer), body);
    }
    return answer;
  }

  /// Where `answer` sends us.
  ///
  /// @throws PermanentFailure if it does not say so, or to where we may not go
  URI location(Answer answer) throws PermanentFailure {
    String text =
        answer
            .headers()
            .firstValue("Location")
            .orElseThrow(
                () -> bad(answer, "without the header 'Location' that says where to go on"));
    URI location;
    try {
      location = answer.from().resolve(new URI(text.strip()));
    } catch (URISyntaxException | IllegalArgumentException _) {
      throw bad(answer, "with a 'Location' that is no URL");
    }
    Origin origin =
        Origin.of(location)
            .orElseThrow(() -> bad(answer, "with a 'Location' that is neither http nor https"));
    if (!spec.allowedOrigins().contains(origin)) {
      throw new PermanentFailure(
          "FOREIGN_LOCATION",
          "The service '%s' sends us on to '%s'. If that is right, add it to 'allowed-origins' in template.yaml."
              .formatted(answer.who(), origin));
    }
    return location;
  }

  private boolean isToFollow(Answer answer) {
    return spec.followsRedirects() && REPEATING.contains(answer.status());
  }

  private Answer sendOnce(String method, URI to, @Nullable String body)
      throws TemplateFailure, InterruptedException {
    Duration limit = Deadline.shorter(spec.callTimeout(), deadline.left());
    CompletableFuture<HttpResponse<LimitedBody.Content>> coming =
        client.sendAsync(request(method, to, body), _ -> new LimitedBody(spec.maxAnswerBytes()));
    try {
      HttpResponse<LimitedBody.Content> response =
          coming.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return new Answer(
          to,
          response.statusCode(),
          response.headers(),
          response.body().text(),
          response.body().isCut());
    } catch (TimeoutException _) {
      throw timedOut(to);
    } catch (ExecutionException e) {
      throw unreachable(to, e.getCause());
    } finally {
      coming.cancel(true); // closes the connection unless the answer is here
    }
  }

  private HttpRequest request(String method, URI to, @Nullable String body)
      throws PermanentFailure {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(to)
              .method(method, publisher)
              .setHeader("Accept", "application/json");
      ours.forEach(request::setHeader);
      if (body != null) {
        request.setHeader("Content-Type", "application/json");
      }
      if (Origin.of(to).filter(home::equals).isPresent()) {
        declared.forEach(request::setHeader);
      }
      return request.build();
    } catch (IllegalArgumentException _) { // its message quotes the value, which may be secret
      throw new PermanentFailure(
          "BAD_HEADER",
          "A header of template.yaml holds characters that no header may hold. Look at the variables and files that it names.");
    }
  }

  private static RetryableFailure timedOut(URI to) {
    return new RetryableFailure(
        "SERVICE_TIMED_OUT", "The service '%s' did not answer in time.".formatted(who(to)));
  }

  private static RetryableFailure unreachable(URI to, @Nullable Throwable cause) {
    return switch (cause) {
      case HttpConnectTimeoutException _ ->
          failure(to, cause, "it did not accept a connection in time");
      case HttpTimeoutException _ -> timedOut(to);
      case ConnectException _ ->
          failure(to, cause, "it refuses connections, or its name is unknown");
      case SSLException _ -> failure(to, cause, "its certificate or its TLS is not accepted");
      case null, default -> failure(to, cause, "the connection broke");
    };
  }

  private static RetryableFailure failure(URI to, @Nullable Throwable cause, String why) {
    return new RetryableFailure(
        "SERVICE_UNREACHABLE",
        "The service '%s' cannot be reached: %s.".formatted(who(to), why),
        null,
        cause);
  }

  private static PermanentFailure bad(Answer answer, String how) {
    return new PermanentFailure(
        "BAD_ANSWER",
        "The service '%s' answered %d %s. Mend it, then retry."
            .formatted(answer.who(), answer.status(), how));
  }

  private static String who(URI to) {
    return Origin.of(to).map(Origin::toString).orElse("unknown");
  }
}
