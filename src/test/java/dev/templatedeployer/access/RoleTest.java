package dev.templatedeployer.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleTest {

  @Test
  void includesWhatIsBelowItAndNotWhatIsBesideIt() {
    assertThat(included(Role.VIEWER)).containsExactly(Role.VIEWER);
    assertThat(included(Role.SUBMITTER)).containsExactly(Role.SUBMITTER);
    assertThat(included(Role.OPERATOR)).containsExactly(Role.VIEWER, Role.SUBMITTER, Role.OPERATOR);
    assertThat(included(Role.ADMIN)).containsExactly(Role.values());
  }

  @Test
  void isOneOfThoseThatSomebodyHas() {
    var both = new Requester("anna", Set.of(Role.SUBMITTER, Role.VIEWER));

    assertThat(both.may(Role.VIEWER)).isTrue();
    assertThat(both.may(Role.SUBMITTER)).isTrue();
    assertThat(both.may(Role.OPERATOR)).isFalse();
    assertThat(both.roles()).containsExactly(Role.VIEWER, Role.SUBMITTER);
    assertThat(new Requester("bert", Set.of()).may(Role.VIEWER)).isFalse();
  }

  private static List<Role> included(Role role) {
    return Arrays.stream(Role.values()).filter(role::includes).toList();
  }
}
