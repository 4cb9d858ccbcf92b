package dev.templatedeployer.http.auth;

import static dev.templatedeployer.settings.Notations.listOf;
import static dev.templatedeployer.settings.Notations.oneOf;
import static dev.templatedeployer.settings.Notations.text;

import dev.templatedeployer.access.Role;
import dev.templatedeployer.settings.Setting;
import dev.templatedeployer.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How the API tells who sends a request: what may be set, and what follows.
public final class AuthSettings {

  /// Signatures by a key pair, so that nobody who can check one can make one.
  private static final Set<String> SAFE_ALGORITHMS =
      new TreeSet<>(
          Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"));

  /// How.
  public static final Setting<AuthMode> MODE =
      Setting.of("deployer.http.auth.mode", oneOf(AuthMode.class), AuthMode.NONE)
          .saying(
              "How the API tells who sends a request: 'oidc' by tokens of an OpenID Connect provider, 'dev-tokens' by those in the settings, 'none' not at all. The last two only on a loopback address or behind a proxy that knows its users.")
          .worthTuning();

  /// The tokens of developers.
  public static final Setting<List<String>> TOKENS =
      Setting.of("deployer.http.auth.tokens", listOf(text()), List.of())
          .saying(
              "For 'dev-tokens': who may come, each as name:role:sha256 of the token; several roles have a plus between them. './deployer token' makes one.");

  /// Who issues tokens.
  public static final Setting<Optional<String>> ISSUER =
      Setting.optional("deployer.http.auth.issuer", text())
          .saying("For 'oidc': the issuer, to the letter as its tokens name it.");

  /// For whom.
  public static final Setting<List<String>> AUDIENCE =
      Setting.of("deployer.http.auth.audience", listOf(text()), List.of())
          .saying("For 'oidc': tokens have to be issued for one of these audiences.");

  /// With which keys.
  public static final Setting<Optional<String>> JWKS_URL =
      Setting.optional("deployer.http.auth.jwks-url", text())
          .saying(
              "For 'oidc': where the keys of the issuer are. Left out: as its discovery document says.");

  /// And which signatures.
  public static final Setting<List<String>> ALGORITHMS =
      Setting.of("deployer.http.auth.algorithms", listOf(text()), List.of("RS256", "ES256"))
          .saying("For 'oidc': signatures that are taken. Only those of a key pair can be named.");

  /// Where the name is.
  public static final Setting<String> NAME_CLAIM =
      Setting.of("deployer.http.auth.name-claim", text(), "sub")
          .saying(
              "For 'oidc': the claim with the name of the sender, who is kept as 'user:' and that name.");

  /// Where the roles are.
  public static final Setting<String> ROLES_CLAIM =
      Setting.of("deployer.http.auth.roles-claim", text(), "roles")
          .saying(
              "For 'oidc': the claim with their roles, such as 'roles' or 'realm_access.roles'.");

  /// What gives the role of a viewer.
  public static final Setting<List<String>> VIEWERS = role(Role.VIEWER);

  /// What gives the role of a submitter.
  public static final Setting<List<String>> SUBMITTERS = role(Role.SUBMITTER);

  /// What gives the role of an operator.
  public static final Setting<List<String>> OPERATORS = role(Role.OPERATOR);

  /// What gives the role of an admin.
  public static final Setting<List<String>> ADMINS = role(Role.ADMIN);

  private static final Map<Role, Setting<List<String>>> ROLES =
      new EnumMap<>(
          Map.of(
              Role.VIEWER, VIEWERS,
              Role.SUBMITTER, SUBMITTERS,
              Role.OPERATOR, OPERATORS,
              Role.ADMIN, ADMINS));

  private AuthSettings() {}

  /// Every one of them.
  public static List<Setting<?>> all() {
    return List.of(
        MODE,
        TOKENS,
        ISSUER,
        AUDIENCE,
        JWKS_URL,
        ALGORITHMS,
        NAME_CLAIM,
        ROLES_CLAIM,
        VIEWERS,
        SUBMITTERS,
        OPERATORS,
        ADMINS);
  }

  /// What tells senders apart, as `settings` say.
  ///
  /// @param granted the roles that the access list gives somebody
  /// @throws IllegalArgumentException with a sentence, if they make no sense or the issuer cannot
  ///   be asked
  public static Authentication authentication(
      Settings settings, Function<String, Set<Role>> granted) {
    return switch (settings.get(MODE)) {
      case NONE -> Authentication.everybodyIs("api");
      case DEV_TOKENS -> tokens(settings);
      case OIDC -> OidcAuthentication.of(oidc(settings), granted);
    };
  }

  private static Authentication tokens(Settings settings) {
    List<DevelopmentToken> tokens =
        settings.get(TOKENS).stream().map(DevelopmentToken::parse).toList();
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException(
          "Nobody could come: 'deployer.http.auth.mode' is 'dev-tokens', and 'deployer.http.auth.tokens' names none. './deployer token' makes one.");
    }
    return new DevelopmentTokens(tokens);
  }

  private static OidcSettings oidc(Settings settings) {
    URI issuer =
        settings
            .get(ISSUER)
            .map(text -> address(ISSUER.name(), text))
            .orElseThrow(() -> missing(ISSUER, "who issues the tokens"));
    Set<String> audiences = new HashSet<>(settings.get(AUDIENCE));
    if (audiences.isEmpty()) {
      throw missing(
          AUDIENCE, "for whom tokens have to be issued, or those for others were good too");
    }
    Set<String> algorithms = new HashSet<>(settings.get(ALGORITHMS));
    if (algorithms.isEmpty() || !SAFE_ALGORITHMS.containsAll(algorithms)) {
      throw new IllegalArgumentException(
          "'%s' may name these: %s."
              .formatted(ALGORITHMS.name(), String.join(", ", SAFE_ALGORITHMS)));
    }
    var roles = new EnumMap<Role, List<String>>(Role.class);
    ROLES.forEach((role, setting) -> roles.put(role, settings.get(setting)));
    return new OidcSettings(
        issuer,
        audiences,
        settings.get(JWKS_URL).map(text -> address(JWKS_URL.name(), text)),
        algorithms,
        settings.get(NAME_CLAIM),
        settings.get(ROLES_CLAIM),
        roles);
  }

  /// Keys that come over an open line could be anybody's.
  private static URI address(String setting, String text) {
    try {
      var address = new URI(text);
      String host = address.getHost();
      boolean isSafe = "https".equals(address.getScheme());
      boolean isHere = "http".equals(address.getScheme()) && isLoopback(host);
      if (host != null && (isSafe || isHere)) {
        return address;
      }
    } catch (URISyntaxException _) {
      // said below
    }
    throw new IllegalArgumentException(
        "'%s' has to be an address that begins with https://; http:// is good on this machine only."
            .formatted(setting));
  }

  private static boolean isLoopback(@Nullable String host) {
    return host != null && Set.of("localhost", "127.0.0.1", "[::1]").contains(host);
  }

  private static IllegalArgumentException missing(Setting<?> setting, String what) {
    return new IllegalArgumentException(
        "'deployer.http.auth.mode' is 'oidc', so say %s with '%s'."
            .formatted(what, setting.name()));
  }

  private static Setting<List<String>> role(Role role) {
    return Setting.of(
            "deployer.http.auth.roles." + role.word(),
            listOf(text()),
            List.of("deployer-" + role.word()))
        .saying(
            "For 'oidc': values of the roles claim that give the role %s.".formatted(role.word()));
  }
}
