package dev.templatedeployer.template.engine;

import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.TemplateContext;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folders of all runs of commands of this process, and what an earlier one has left of its
/// own.
///
/// @param runs where they are
record WorkFolders(Path runs) {

  private static final Logger LOG = LoggerFactory.getLogger(WorkFolders.class);

  /// A folder for one run.
  WorkFolder make(TemplateContext context) throws IOException {
    return WorkFolder.make(
        runs, prefix(context.canisterId()) + context.attempt() + "." + context.drive() + ".");
  }

  /// Ends what earlier runs for `canister` have left. Nobody else may be running one.
  ///
  /// @throws IOException if it cannot be known whether there is anything
  void endLeftovers(Principal canister) throws IOException {
    if (Files.isDirectory(runs)) {
      try (DirectoryStream<Path> left = Files.newDirectoryStream(runs, prefix(canister) + "*")) {
        for (Path each : left) {
          WorkFolder.endLeftover(each);
        }
      }
    }
  }

  /// Ends what all earlier runs have left. Nobody may be running one.
  void endLeftovers() {
    if (!Files.isDirectory(runs)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(runs)) {
      for (Path each : left) {
        WorkFolder.endLeftover(each);
        LOG.atInfo().addKeyValue("folder", each.getFileName()).log("ended what a command had left");
      }
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("folder", runs)
          .addKeyValue("error", e.getMessage())
          .log("cannot look for what commands have left running; check the folder's permissions");
    }
  }

  /// Letters, digits and dashes, with a dot at the end that no canister has.
  private static String prefix(Principal canister) {
    return canister.text().replaceAll("[^A-Za-z0-9-]", "_") + ".";
  }
}
