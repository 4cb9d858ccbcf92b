package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.query.filter.Filter;
import dev.templatedeployer.wire.RecordedEvent;
import java.util.List;
import java.util.Optional;

/// What may be asked about deployments. May be called from many threads at once.
///
/// A question that makes no sense, such as one with a mistyped cursor, is an
/// [UnanswerableQuestion].
public interface DeploymentViews {

  /// All that is known of a deployment, or empty if nothing is.
  Answer<Optional<DeploymentRecord>> deployment(DeploymentId id);

  /// All that is known of some deployments, in the order of `ids`. Of which nothing is known are
  /// left out.
  ///
  /// @param ids at most [Paging#MOST], each once
  Answer<List<DeploymentRecord>> deployments(List<DeploymentId> ids);

  /// The deployments that `filter` lets through, in the order of `sort`. Going through the pages
  /// shows each deployment once, also while others come in; of those that change meanwhile, one
  /// whose place changes may be missed.
  ///
  /// A page may be shorter than asked for, or empty, although another follows: it ends where
  /// thousands of deployments were looked at in vain.
  Answer<Page<DeploymentSummary>> deployments(Filter filter, Sort sort, Paging paging);

  /// The history of a deployment, oldest event first; empty if nothing is known of it.
  Answer<Page<Placed<RecordedEvent>>> events(DeploymentId id, Paging paging);

  /// How many deployments each template has in each status; combinations without any are left out.
  Answer<List<DeploymentCount>> counts();
}
