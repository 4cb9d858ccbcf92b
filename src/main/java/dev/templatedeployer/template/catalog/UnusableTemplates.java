package dev.templatedeployer.template.catalog;

import java.util.List;

/// Templates that were found and cannot be hosted. Stops the service at start-up.
public final class UnusableTemplates extends Exception {

  private static final long serialVersionUID = 1;

  private final List<String> sentences;

  UnusableTemplates(List<String> sentences) {
    super(String.join("\n", sentences));
    this.sentences = List.copyOf(sentences);
  }

  /// One sentence for each mistake.
  public List<String> sentences() {
    return sentences;
  }
}
