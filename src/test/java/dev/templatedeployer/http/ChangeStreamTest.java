package dev.templatedeployer.http;

import static dev.templatedeployer.http.FakeDeployments.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.http.RunningApi.Reply;
import dev.templatedeployer.http.auth.Proof;
import dev.templatedeployer.query.Change;
import dev.templatedeployer.query.DeploymentSummary;
import dev.templatedeployer.query.Position;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeStreamTest {

  static final String LOCK =
      "{\"template\":\"lock\",\"config\":{\"key\":\"S3CR3T\"},\"owner\":\"alice\"}";
  static final DeploymentEvent FAILED =
      new DeploymentEvent.Failed(
          Token.FIRST, new Failure("NO_QUOTA", "No quota left.", false), NOON, NOON, NOON);

  final RunningApi api = new RunningApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void tellsEachChangeWithItsPosition() {
    deploy("web-1");
    try (Stream stream = stream("")) {
      assertThat(stream.contentType).isEqualTo("text/event-stream; charset=utf-8");
      assertThat(stream.next()).isEqualTo("retry: 2000\n");
      assertThat(stream.next()).isEqualTo(": all is well\nid: d0:1\n");

      api.deployments.happened("web-1", FAILED);

      assertThat(stream.next())
          .isEqualTo(
              """
              id: d0:2
              event: deployment
              data: {"id":"web-1","status":"FAILED","version":2,"template":"lock","templateVersion":"1.0.0",\
              "owner":"alice","caller":"somebody","run":1,"attempt":1,"drive":1,"labels":{},\
              "failure":{"code":"NO_QUOTA","message":"No quota left."},\
              "createdAt":"2026-03-01T12:00:00Z","updatedAt":"2026-03-01T12:00:00Z"}
              """);
    }
  }

  @Test
  void tellsOnlyWhatIsWanted() {
    try (Stream stream = stream("?filter=status:failed%20template:lock%20owner:alice")) {
      stream.skip(2);
      deploy("web-1");
      deploy("web-2");
      api.deployments.happened("web-2", FAILED);

      assertThat(stream.next()).contains("\"id\":\"web-2\"", "id: d0:3\n");
    }
    assertThat(api.get("/v1/stream?filter=status:lost").json().path("detail").asText())
        .contains("lost");
  }

  @Test
  void resumesWithWhatChangedSinceAndGivesTheIdOnlyWithTheLastOfIt() {
    deploy("web-1");
    deploy("web-2");
    deploy("web-3");
    api.deployments.happened("web-2", FAILED);
    try (Stream stream = stream("", "Last-Event-ID", "d0:1")) {
      stream.skip(1);
      assertThat(stream.next()).startsWith("event: deployment\n").contains("web-2", "FAILED");
      assertThat(stream.next()).startsWith("event: deployment\n").contains("web-3", "PENDING");
      assertThat(stream.next()).isEqualTo(": all is well\nid: d0:4\n");
    }
  }

  @Test
  void saysThatItDoesNotRememberThatFarBack() {
    var many = new ArrayList<DeploymentSummary>();
    deploy("web-1");
    DeploymentSummary record = DeploymentSummary.of(record("web-1"));
    for (int i = 0; i < 60_000; i++) {
      many.add(record);
    }
    api.deployments.changes.tell(new Change(Position.parse("d0:9").orElseThrow(), many));
    try (Stream stream = stream("", "Last-Event-ID", "d0:1")) {
      stream.skip(1);
      assertThat(stream.next()).startsWith("id: d0:9\nevent: reset\ndata: {\"detail\":\"What");
      assertThat(stream.next()).isEqualTo(": all is well\nid: d0:9\n");
    }
    assertThat(api.get("/v1/stream", "Last-Event-ID", "yesterday").json().path("detail").asText())
        .isEqualTo(
            "'Last-Event-ID' is no id of this stream. Pass on the id of an event unchanged, or leave it out.");
  }

  @Test
  void endsForWhoReadsTooSlowlyAndSaysHowToGoOn() {
    deploy("web-1");
    DeploymentSummary web = DeploymentSummary.of(record("web-1"));
    try (Stream stream = stream("")) {
      stream.skip(2);

      api.deployments.changes.tell(
          new Change(Position.parse("d0:9").orElseThrow(), Collections.nCopies(60_000, web)));

      assertThat(stream.rest().getLast())
          .isEqualTo(
              """
              event: end
              data: {"detail":"The stream was read too slowly, and no more could be kept for it. Come back with the id of the last event as 'Last-Event-ID': what was missed comes first."}
              """);
    }
  }

  @Test
  void keepsTheConnectionAliveWhileNothingHappens() {
    try (Stream stream = stream("")) {
      stream.skip(2);
      assertThat(stream.next()).isEqualTo(": all is well\nid: \n");
      assertThat(stream.next()).isEqualTo(": all is well\nid: \n");
      assertThat(stream.next()).isEqualTo(": all is well\nid: \n");
    }
  }

  @Test
  void endsCleanlyWhenTheServiceStops() {
    try (Stream stream = stream("")) {
      stream.skip(2);
      api.server.stopWriting();
      assertThat(stream.rest()).isEmpty();
    }
  }

  @Test
  void endsWhenTheReadModelStopsAndThenDoesNotBegin() {
    try (Stream stream = stream("")) {
      stream.skip(2);
      api.deployments.changes.end();
      assertThat(stream.rest()).isEmpty();
    }
    assertThat(api.get("/v1/stream").status()).isEqualTo(503);
  }

  @Test
  void isForSoManyAndLetsTheNextInWhenOneGoes() {
    var streams = new ArrayList<Stream>();
    for (int i = 0; i < ChangeStream.MOST_FOLLOWERS; i++) {
      streams.add(stream("", "Authorization", "sender-" + i / ChangeStream.MOST_OF_ONE));
    }
    Reply refused = api.get("/v1/stream");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.json().path("code").asText()).isEqualTo("TOO_MANY_STREAMS");
    streams.forEach(Stream::close);
    await().atMost(Duration.ofSeconds(20)).until(this::isServed);
  }

  @Test
  void isForOneSenderOnlySoOftenAndForOthersStill() {
    var streams = new ArrayList<Stream>();
    for (int i = 0; i < ChangeStream.MOST_OF_ONE; i++) {
      streams.add(stream("", "Authorization", "greedy"));
    }
    Reply refused = api.get("/v1/stream", "Authorization", "greedy");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.json().path("code").asText()).isEqualTo("TOO_MANY_STREAMS");
    assertThat(isServed()).isTrue();
    streams.forEach(Stream::close);
  }

  private boolean isServed() {
    try (Stream stream = stream("")) {
      return stream.status == 200;
    }
  }

  @Test
  void endsWithASentenceWhenTheTokenDoes() {
    var proof = new AtomicReference<>(known("ann", Role.VIEWER));
    try (var guarded = new RunningApi(List.of(), _ -> proof.get(), 0);
        Stream stream = stream(guarded, "")) {
      stream.skip(3);

      proof.set(Proof.invalid("The token has expired."));

      List<String> rest = stream.rest();
      assertThat(rest.getLast())
          .isEqualTo("event: end\ndata: {\"detail\":\"The token has expired.\"}\n");
    }
  }

  @Test
  void endsForWhoLosesTheirRoleAndNotWhileNobodyCanTell() {
    var proof = new AtomicReference<>(known("ann", Role.VIEWER));
    try (var guarded = new RunningApi(List.of(), _ -> proof.get(), 0);
        Stream stream = stream(guarded, "")) {
      proof.set(new Proof.Unavailable("The keys cannot be fetched."));
      stream.skip(5);

      proof.set(known("ann"));

      assertThat(stream.rest().getLast())
          .isEqualTo(
              "event: end\ndata: {\"detail\":\"'ann' has lost the role that this takes. Ask an admin for it.\"}\n");
    }
  }

  @Test
  void tellsNothingOfOthersAnyMoreToWhoIsNoLongerAViewer() {
    var ann = new AtomicReference<>(known("ann", Role.VIEWER, Role.SUBMITTER));
    Proof bob = known("bob", Role.SUBMITTER);
    try (var guarded = new RunningApi(List.of(), who -> "ann".equals(who) ? ann.get() : bob, 0);
        Stream stream = stream(guarded, "", "Authorization", "ann")) {
      stream.skip(2);
      deploy(guarded, "of-bob", "bob");
      assertThat(stream.nextDeployment()).contains("of-bob");

      ann.set(known("ann", Role.SUBMITTER));
      stream.skip(2); // by now it was judged anew
      deploy(guarded, "of-bob-too", "bob");
      deploy(guarded, "of-ann", "ann");

      assertThat(stream.nextDeployment()).contains("of-ann");
    }
  }

  private static Proof known(String name, Role... roles) {
    return new Proof.Known(new Requester(name, Set.of(roles)));
  }

  @Test
  void answersHeadAtOnce() {
    assertThat(api.send("HEAD", "/v1/stream", "").status()).isEqualTo(200);
  }

  private DeploymentRecord record(String id) {
    return api.deployments.deployment(new DeploymentId(id)).value().orElseThrow();
  }

  private void deploy(String id) {
    deploy(api, id, "somebody");
  }

  private static void deploy(RunningApi to, String id, String who) {
    Reply reply = to.post("/v1/deployments", LOCK, "Idempotency-Key", id, "Authorization", who);
    assertThat(reply.status()).isEqualTo(202);
  }

  /// @param headers names and values by turns
  private Stream stream(String query, String... headers) {
    return stream(api, query, headers);
  }

  private static Stream stream(RunningApi from, String query, String... headers) {
    var request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + from.server.port() + "/v1/stream" + query));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Stream(from.client.send(request.build(), BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// One who follows.
  private static final class Stream implements AutoCloseable {

    final int status;
    final String contentType;
    private final InputStream body;
    private final Scanner blocks;

    Stream(HttpResponse<InputStream> response) {
      status = response.statusCode();
      contentType = response.headers().firstValue("Content-Type").orElse("");
      body = response.body();
      blocks = new Scanner(body, StandardCharsets.UTF_8).useDelimiter("(?<=\n)\n");
    }

    /// The next block, which ends with an empty line.
    String next() {
      return blocks.next();
    }

    /// The next block that is more than a sign of life.
    String nextDeployment() {
      String block = next();
      while (!block.contains("event: deployment")) {
        block = next();
      }
      return block;
    }

    void skip(int count) {
      for (int i = 0; i < count; i++) {
        blocks.next();
      }
    }

    /// Whatever comes until the end.
    List<String> rest() {
      return blocks.tokens().toList();
    }

    @Override
    public void close() {
      try {
        body.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
