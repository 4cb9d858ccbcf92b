package dev.templatedeployer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.templatedeployer.signature.Ed25519;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./deployer keys new`.
@Command(
    name = "new",
    description = {
      "Make a pair of keys: the private half in a file, the public half for the settings.",
      "",
      "Only its owner may read the file, and no file is overwritten. Give it to whoever signs, and"
          + " put what is printed into the settings of the service before they sign."
    },
    footer = {
      "  ./deployer keys new billing-2026 --backend billing --out billing-2026.key",
      "  ./deployer keys new billing-2027 --backend billing --out new.key >> deployer.properties",
      "  ./deployer keys new runner-1 --templates lock,dao --out runner-1.key"
    })
final class KeysNewCommand extends Subcommand {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int MAX_NAME = 64;
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  @Parameters(
      paramLabel = "KID",
      description = "The name of the key. No other key of the service may have it.")
  private String kid;

  @ArgGroup(multiplicity = "1")
  private Whose whose = new Whose();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where the private half goes.")
  private Path out;

  KeysNewCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed {
    if (!NAME.matcher(kid).matches() || kid.length() > MAX_NAME) {
      throw misused(
          "'%s' cannot name a key. Use 1 to %d lower-case letters, digits and single dashes between them."
              .formatted(kid, MAX_NAME));
    }
    var pair = Ed25519.newPair();
    write(Ed25519.pem(pair.getPrivate()));
    var publicKey = Ed25519.text(pair.getPublic());
    var json = JsonNodeFactory.instance.objectNode().put("kid", kid);
    json.put(whose.name(), whose.value()).put("publicKey", publicKey).put("file", out.toString());
    session()
        .print(
            json,
            _ ->
                "keys.%1$s.%2$s=%3$s\nkeys.%1$s.public-key=%4$s"
                    .formatted(kid, whose.name(), whose.value(), publicKey));
    session()
        .hint(
            "The private half is in '%s'. Give it to %s and to nobody else."
                .formatted(out, whose.words()));
    return ExitCode.OK;
  }

  private void write(String pem) throws CommandFailed {
    var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var file = Files.newByteChannel(out, options, OWNER_ONLY)) {
      var bytes = ByteBuffer.wrap(pem.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (FileAlreadyExistsException _) {
      throw misused(
          "The file '%s' is there already, and may hold a key in use. Name another with --out."
              .formatted(out));
    } catch (NoSuchFileException _) {
      throw misused(
          "The folder of '%s' is not there. Make it, or name another file with --out."
              .formatted(out));
    } catch (IOException | UnsupportedOperationException e) {
      throw misused(
          "The file '%s' cannot be written so that its owner alone may read it: %s. Name another with --out."
              .formatted(out, e.getClass().getSimpleName()));
    }
  }

  private static CommandFailed misused(String sentence) {
    return new CommandFailed(ExitCode.USAGE, sentence);
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(ExitCode.OK, ExitCode.SOFTWARE, ExitCode.USAGE);
  }

  /// Who signs: one of them.
  private static final class Whose {

    @Option(names = "--backend", paramLabel = "NAME", description = "For a backend.")
    private @Nullable String backend;

    @Option(
        names = "--templates",
        paramLabel = "NAME,...",
        description = "For an executor of these templates.")
    private @Nullable String templates;

    @Option(names = "--service", description = "For the processes of the service.")
    private boolean isService;

    /// The last part of the setting that says so: `keys.<kid>.<name>`.
    String name() {
      if (backend != null) {
        return "backend";
      }
      return templates != null ? "templates" : "service";
    }

    /// The value of that setting.
    String value() {
      if (backend != null) {
        return backend;
      }
      return templates != null ? templates : Boolean.toString(isService);
    }

    String words() {
      if (backend != null) {
        return "'%s'".formatted(backend);
      }
      return templates != null ? "the executor" : "the service";
    }
  }
}
