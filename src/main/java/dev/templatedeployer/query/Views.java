package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.filter.Filter;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import dev.templatedeployer.wire.RecordedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers every question from the read model.
public final class Views
    implements DeploymentViews, DeploymentRows, FailureViews, StatisticsViews, CanisterViews {

  private final Readers readers;
  private final DeploymentById deploymentById;
  private final RowScan rowScan;
  private final History<RecordedEvent> deploymentHistory;
  private final History<RecordedCanisterEvent> canisterHistory;

  public Views(ReadModel model, Formats formats) {
    this.readers = model.readers();
    this.deploymentById = new DeploymentById(formats);
    this.rowScan = new RowScan(formats);
    this.deploymentHistory = new History<>(EventLog.DEPLOYMENTS, formats.events());
    this.canisterHistory = new History<>(EventLog.CANISTERS, formats.canisterEvents());
  }

  @Override
  public Answer<Optional<DeploymentRecord>> deployment(DeploymentId id) {
    return readers.ask(tables -> deploymentById.answer(tables, id));
  }

  @Override
  public Answer<List<DeploymentRecord>> deployments(List<DeploymentId> ids) {
    return readers.ask(tables -> deploymentById.answer(tables, ids));
  }

  @Override
  public Answer<Page<DeploymentSummary>> deployments(Filter filter, Sort sort, Paging paging) {
    return readers.ask(
        tables -> DeploymentList.of(filter, sort, Bounds.USUAL).answer(tables, paging));
  }

  @Override
  public Answer<Page<Placed<RecordedEvent>>> events(DeploymentId id, Paging paging) {
    return readers.ask(tables -> deploymentHistory.answer(tables, id.value(), paging));
  }

  @Override
  public Answer<FailureGroups> failures(Filter filter, Paging paging) {
    return readers.ask(tables -> new GroupList(filter, paging).answer(tables));
  }

  @Override
  public Answer<List<DeploymentCount>> counts() {
    return readers.ask(DeploymentCounts::answer);
  }

  @Override
  public Answer<List<TemplateStatistics>> statistics(
      TimeSteps steps, @Nullable TemplateName template) {
    return readers.ask(tables -> new StatisticsByTemplate(steps, template).answer(tables));
  }

  @Override
  public Position rows(Set<Integer> partitions, Consumer<DeploymentRow> visitor) {
    return readers.askAtLength(tables -> rowScan.answer(tables, partitions, visitor)).position();
  }

  @Override
  public Position row(DeploymentId id, Consumer<DeploymentRow> visitor) {
    return readers.ask(tables -> rowScan.answer(tables, id, visitor)).position();
  }

  /// When deployments from `template` that `caller` asked for, for `owner`, were accepted after
  /// `since`: the newest first, at most `most`.
  public List<Instant> accepted(
      Instant since, TemplateName template, String caller, Principal owner, int most) {
    return readers
        .ask(tables -> AcceptanceTimes.answer(tables, since, template, caller, owner, most))
        .value();
  }

  @Override
  public <T> Answer<Optional<T>> canister(Principal id, Function<ListedCanister, T> reading) {
    return readers.ask(tables -> CanisterById.answer(tables, id).map(reading));
  }

  @Override
  public Answer<Page<CanisterSummary>> canisters(CanisterFilter filter, Paging paging) {
    return readers.ask(tables -> CanisterList.answer(tables, filter, paging));
  }

  @Override
  public Answer<Page<Placed<RecordedCanisterEvent>>> events(Principal id, Paging paging) {
    return readers.ask(tables -> canisterHistory.answer(tables, id.text(), paging));
  }
}
