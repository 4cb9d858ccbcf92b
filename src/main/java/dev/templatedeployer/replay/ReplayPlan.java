package dev.templatedeployer.replay;

import dev.templatedeployer.domain.TemplateName;
import java.util.List;

/// What a plan says besides its list.
///
/// @param filter what selected the deployments, in the words of the filter language
/// @param count the items of the frozen list
/// @param digest of the frozen list, see [Digest]
/// @param leftOut deployments that the filter let through and that had not failed
/// @param groups the items by template and cause, the largest group first, at most [#MOST_GROUPS]
/// @param by who made it
/// @param reason why, in their words
public record ReplayPlan(
    String filter,
    Limits limits,
    int count,
    String digest,
    long leftOut,
    List<Group> groups,
    String by,
    String reason) {

  /// The most items of a plan.
  public static final int MOST_ITEMS = 100_000;

  /// The most groups that a plan tells; items of smaller ones are in the list all the same.
  public static final int MOST_GROUPS = 50;

  /// The most characters of a filter, and of a reason.
  public static final int MOST_CHARACTERS = 1000;

  public ReplayPlan {
    groups = List.copyOf(groups);
  }

  /// Items that failed for one cause.
  ///
  /// @param message of one of them
  public record Group(
      TemplateName template, String code, String fingerprint, String message, int count) {

    private static final int MOST = 300;

    public Group {
      message = message.length() <= MOST ? message : message.substring(0, MOST - 1) + "…";
    }
  }
}
