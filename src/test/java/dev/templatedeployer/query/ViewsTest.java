package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.filter.Filter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsTest {

  @TempDir Path folder;

  final RememberingFormats formats = new RememberingFormats();
  final Logs logs = new Logs(formats);
  ReadModel model;
  Views views;

  /// Where the tables are.
  Database database() {
    return new SqliteFile(folder.resolve("read-model.db"));
  }

  @BeforeEach
  void open() {
    model = ReadModel.open(database(), Logs.TOPICS);
    views = new Views(model, formats.formats());
  }

  @AfterEach
  void close() {
    model.close();
  }

  void project() throws SQLException {
    try (var projection = Projection.open(model, formats.formats(), new CountingCanisters())) {
      projection.project(logs.records(), logs.end());
    }
  }

  @Nested
  class OfAnythingUnknown {

    @Test
    void areEmpty() {
      assertThat(views.deployment(new DeploymentId("web-1")).value()).isEmpty();
      assertThat(views.events(new DeploymentId("web-1"), Paging.first(10)).value().items())
          .isEmpty();
      assertThat(views.deployments(Filter.ALL, Sort.NEWEST, Paging.first(10)).value())
          .isEqualTo(new Page<>(List.of(), null));
      assertThat(views.counts().value()).isEmpty();
      assertThat(views.canister(new Principal("c-1"), StoredCanister::head).value()).isEmpty();
      assertThat(views.canisters(CanisterFilter.ALL, Paging.first(10)).value().items()).isEmpty();
    }
  }

  @Nested
  class OfAHistory {

    final Story story =
        Story.of("web-1").requested().failed().retried().failed().retried().started().completed();

    @BeforeEach
    void tell() throws SQLException {
      logs.append(story);
      project();
    }

    @Test
    void comeForSomeAtOnceInTheOrderOfTheirNames() throws SQLException {
      logs.append(Story.of("web-2").requested());
      project();
      var one = new DeploymentId("web-1");
      var two = new DeploymentId("web-2");

      assertThat(views.deployments(List.of(two, new DeploymentId("none"), one)).value())
          .containsExactly(
              views.deployment(two).value().orElseThrow(),
              views.deployment(one).value().orElseThrow());
      assertThat(views.deployments(List.of()).value()).isEmpty();
    }

    @Test
    void comeInPagesOldestFirst() {
      Page<?> page = views.events(story.id(), Paging.first(4)).value();
      assertThat(page.items())
          .extracting("event")
          .isEqualTo(List.copyOf(story.events().subList(0, 4)));
      page = views.events(story.id(), new Paging(page.next(), 4)).value();
      assertThat(page.items()).extracting("event").isEqualTo(story.events().subList(4, 7));
      assertThat(page.next()).isNull();
    }

    @Test
    void sayWhereEachEventStands() {
      int partition = Logs.partition("web-1");
      assertThat(views.events(story.id(), Paging.first(2)).value().items())
          .extracting(placed -> placed.place().toString())
          .containsExactly("d%d:0".formatted(partition), "d%d:1".formatted(partition));
    }

    @Test
    void refuseACursorThatIsNoVersion() {
      assertThatThrownBy(() -> views.events(story.id(), new Paging("x", 4)))
          .isInstanceOf(UnanswerableQuestion.class)
          .hasMessageStartingWith("'x' is not a cursor");
    }
  }

  @Test
  void tellWhenDeploymentsOfACallerWereAcceptedForAnOwner() throws SQLException {
    for (int i = 1; i <= 4; i++) {
      logs.append(Story.of("web-" + i).ownedBy("ann").calledBy("shop").at(at(i)).requested());
    }
    logs.append(Story.of("web-5").ownedBy("bob").calledBy("shop").requested());
    logs.append(Story.of("web-6").ownedBy("ann").calledBy("shop").from("dao").requested());
    logs.append(Story.of("web-7").ownedBy("ann").calledBy("stranger").at(at(5)).requested());
    project();
    assertThat(accepted(Story.NOON, 10)).containsExactly(at(4), at(3), at(2), at(1));
    assertThat(accepted(Story.NOON, 2)).containsExactly(at(4), at(3));
    assertThat(accepted(at(3), 10)).containsExactly(at(4));
  }

  private static Instant at(int minute) {
    return Story.NOON.plusSeconds(60L * minute);
  }

  private List<Instant> accepted(Instant since, int most) {
    return views.accepted(since, new TemplateName("lock"), "shop", new Principal("ann"), most);
  }

  @Nested
  class OfCanisters {

    @BeforeEach
    void count() throws SQLException {
      for (int i = 0; i < 5; i++) {
        String owner = i % 2 == 0 ? "ann" : "bob";
        logs.append(CountingCanisters.counted("c-" + i, 1, owner, Story.NOON.plusSeconds(i / 2)));
      }
      project();
    }

    @Test
    void areListedNewestFirst() {
      assertThat(ids(CanisterFilter.ALL)).containsExactly("c-4", "c-3", "c-2", "c-1", "c-0");
    }

    @Test
    void areListedByOwnerAndKind() {
      assertThat(ids(new CanisterFilter(null, new Principal("ann"), null)))
          .containsExactly("c-4", "c-2", "c-0");
      assertThat(ids(new CanisterFilter("counter", new Principal("bob"), null)))
          .containsExactly("c-3", "c-1");
      assertThat(ids(new CanisterFilter("lock", null, null))).isEmpty();
    }

    @Test
    void areListedByStatusAsItIsNow() throws SQLException {
      logs.append(CountingCanisters.counted("c-3", 2, "bob", Story.NOON.plusSeconds(9)));
      project();
      assertThat(ids(new CanisterFilter(null, null, "COUNT_2"))).containsExactly("c-3");
      assertThat(ids(new CanisterFilter("counter", null, "COUNT_1")))
          .containsExactly("c-4", "c-2", "c-1", "c-0");
      assertThat(ids(new CanisterFilter(null, new Principal("bob"), "COUNT_1")))
          .containsExactly("c-1");
    }

    @Test
    void comeInPages() {
      Page<CanisterSummary> page = views.canisters(CanisterFilter.ALL, Paging.first(2)).value();
      page = views.canisters(CanisterFilter.ALL, new Paging(page.next(), 2)).value();
      assertThat(page.items())
          .extracting(canister -> canister.id().text())
          .containsExactly("c-2", "c-1");
    }

    private List<String> ids(CanisterFilter filter) {
      return views.canisters(filter, Paging.first(10)).value().items().stream()
          .map(canister -> canister.id().text())
          .toList();
    }
  }
}
