package dev.templatedeployer;

import dev.templatedeployer.settings.Settings;
import dev.templatedeployer.settings.SettingsMistakes;
import dev.templatedeployer.settings.SettingsReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The service: builds every part, hands each what it needs, starts them in order, and stops them
/// in the reverse.
///
/// ```text
/// topology  <-- decides, writes events       executor <-- runs templates, reports
/// projector <-- keeps the read model up      API      <-- writes commands, reads the read model
/// ```
///
/// The parts speak to each other through topics alone, so any number of processes may run them.
public final class Deployer implements AutoCloseable {

  private final URI api;
  private final List<String> templates;
  private final Death death;

  /// What to do on closing, the last thing started first.
  private final Deque<Runnable> closing;

  Deployer(URI api, List<String> templates, Death death, Deque<Runnable> closing) {
    this.api = api;
    this.templates = List.copyOf(templates);
    this.death = death;
    this.closing = closing;
  }

  /// Starts the service on a cluster whose topics are there.
  ///
  /// @throws CannotStart if it cannot, with all that is wrong
  public static Deployer start(Settings settings) throws CannotStart, InterruptedException {
    return start(new Blueprint(settings, System.getenv()));
  }

  /// The same, and first makes those of its topics that are missing, and sets an owner if there is
  /// none. For a cluster of one's own.
  ///
  /// @throws CannotStart if it cannot, with all that is wrong
  public static Deployer startWithTopics(Settings settings)
      throws CannotStart, InterruptedException {
    return startWithTopics(settings, System.getenv());
  }

  /// The same, with other variables for the templates that want some.
  ///
  /// @param variables what declarative templates may refer to with `${env.NAME}`
  /// @throws CannotStart if it cannot, with all that is wrong
  public static Deployer startWithTopics(Settings settings, Map<String, String> variables)
      throws CannotStart, InterruptedException {
    var blueprint = new Blueprint(settings, variables);
    try {
      blueprint.createTopics();
      ControlParts.bootstrap(blueprint);
    } catch (CannotStart | InterruptedException e) {
      blueprint.close();
      throw e;
    } catch (RuntimeException | Error e) {
      blueprint.close();
      refuseIfDenied(e);
      throw e;
    }
    return start(blueprint);
  }

  /// Reads the settings of the service.
  ///
  /// @param said what the command line says
  /// @param file the settings file, or null if there is none
  /// @throws CannotStart with every mistake in them
  public static Settings settings(
      Map<String, String> said, Map<String, String> environment, @Nullable Path file)
      throws CannotStart {
    try {
      return new SettingsReader(DeployerSettings.all(), DeployerSettings.OTHER_VARIABLES)
          .read(said, environment, file);
    } catch (SettingsMistakes e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }

  private static Deployer start(Blueprint blueprint) throws CannotStart, InterruptedException {
    var assembly = new Assembly(blueprint);
    try {
      return assembly.start();
    } catch (CannotStart | InterruptedException e) {
      assembly.takeApart();
      throw e;
    } catch (RuntimeException | Error e) {
      takeApart(assembly, e);
      refuseIfDenied(e);
      throw e;
    }
  }

  /// What cannot be taken apart any more must not hide why.
  private static void takeApart(Assembly assembly, Throwable why) {
    try {
      assembly.takeApart();
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
  }

  /// A fault of ours is told with its trace; what the machine denies is no fault of ours.
  private static void refuseIfDenied(Throwable fault) throws CannotStart {
    Optional<String> denial = MachineDenial.of(fault);
    if (denial.isPresent()) {
      throw new CannotStart("The service cannot start. " + denial.get(), fault);
    }
  }

  /// Where the API listens.
  public URI api() {
    return api;
  }

  /// The names of the templates that new deployments are let in for.
  public List<String> templates() {
    return templates;
  }

  /// Has `action` run when the service ends by itself, which it does only if it cannot go on.
  public void onDeath(Runnable action) {
    death.onDeath(action);
  }

  /// Whether the service ended by itself.
  public boolean isDead() {
    return death.hasCome();
  }

  /// Stops it: takes nothing new, lets what runs end, commits, and leaves. What runs longer than
  /// the settings allow is interrupted, and runs again on the next process.
  @Override
  public void close() {
    closing.forEach(Runnable::run);
    closing.clear();
  }
}
