package dev.templatedeployer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder that nobody else on this machine may look into, since configs and messages lie in it.
public final class PrivateFolder {

  private static final Logger LOG = LoggerFactory.getLogger(PrivateFolder.class);
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFolder() {}

  /// Makes `folder`, and those above it that are missing. One that is there is closed to others; if
  /// it belongs to somebody else, which cannot be done, that is in the log.
  public static void at(Path folder) throws IOException {
    @Nullable Path parent = folder.toAbsolutePath().getParent();
    if (parent != null && !Files.exists(parent)) {
      at(parent);
    }
    if (Files.isDirectory(folder)) {
      tighten(folder);
    } else if (isPosix(folder)) {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER));
    } else {
      Files.createDirectory(folder);
    }
  }

  private static void tighten(Path folder) throws IOException {
    var view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (view == null || OWNER.containsAll(view.readAttributes().permissions())) {
      return;
    }
    try {
      view.setPermissions(OWNER);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("folder", folder)
          .addKeyValue("error", e.toString())
          .log("others on this machine may look into a folder with configs; close it: chmod 700");
    }
  }

  private static boolean isPosix(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
