package dev.templatedeployer.http.auth;

import dev.templatedeployer.access.Role;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whose tokens are good, and what they say.
///
/// @param issuer what `iss` has to be, to the letter
/// @param audiences one of these has to be in `aud`
/// @param keys where the keys of the issuer are; empty to ask its discovery document
/// @param algorithms the signatures that are taken, such as `RS256`
/// @param nameClaim the claim with the name of the sender
/// @param rolesClaim the claim with their roles; dots lead into objects
/// @param roles the values of that claim that give each role
public record OidcSettings(
    URI issuer,
    Set<String> audiences,
    Optional<URI> keys,
    Set<String> algorithms,
    String nameClaim,
    String rolesClaim,
    Map<Role, List<String>> roles) {

  public OidcSettings {
    audiences = Set.copyOf(audiences);
    algorithms = Set.copyOf(algorithms);
    roles = Map.copyOf(roles);
  }
}
