package dev.templatedeployer.domain;

import static dev.templatedeployer.domain.Examples.ID;
import static dev.templatedeployer.domain.Examples.SHOP;
import static dev.templatedeployer.domain.Examples.requested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.Caller.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Who may do what to a deployment that `shop` asked for.
class CallerTest {

  static final @Nullable DeploymentRecord RECORD = DeploymentRecords.fold(List.of(requested()));

  @Nested
  class AnAdmin {

    final Caller admin = new Caller("ann", Role.ADMIN);

    @Test
    void mayRetry() {
      assertThat(admin.forbidsRetry(ID)).isEmpty();
    }

    @Test
    void mayCancelWhatOthersAskedFor() {
      assertThat(admin.forbidsCancel(ID, RECORD)).isEmpty();
    }
  }

  @Nested
  class ABackend {

    final Caller owner = new Caller(SHOP, Role.BACKEND);
    final Caller other = new Caller("another-shop", Role.BACKEND);

    @Test
    void mayNotRetryEvenWhatItAskedForItself() {
      assertThat(owner.forbidsRetry(ID))
          .contains(
              Refusal.of(
                  Refusal.Kind.UNAUTHORIZED,
                  "Cannot retry the deployment 'web-42' for 'shop'. Only an admin may retry. Ask one"
                      + " to."));
    }

    @Test
    void mayCancelWhatItAskedForItself() {
      assertThat(owner.forbidsCancel(ID, RECORD)).isEmpty();
    }

    @Test
    void mayNotCancelWhatAnotherAskedFor() {
      assertThat(other.forbidsCancel(ID, RECORD))
          .contains(
              Refusal.of(
                  Refusal.Kind.UNAUTHORIZED,
                  "Cannot cancel the deployment 'web-42' for 'another-shop'. A backend may cancel"
                      + " only what it deployed itself. Ask an admin."));
    }

    @Test
    void hearsOfAnUnknownDeploymentThatItIsUnknown() {
      assertThat(other.forbidsCancel(ID, null)).isEmpty();
    }
  }
}
