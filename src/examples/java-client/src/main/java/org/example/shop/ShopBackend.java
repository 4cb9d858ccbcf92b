package org.example.shop;

import dev.templatedeployer.canister.lock.LockConfig;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
import dev.templatedeployer.client.NewDeployment;
import dev.templatedeployer.client.OutcomeFilter;
import dev.templatedeployer.client.TemplateDeployerClient;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// A backend that locks the tokens of an order, and hears of the outcome in both ways that there
/// are: once by waiting for it, and once as a subscriber, who hears of it also after a crash.
public final class ShopBackend {

  private ShopBackend() {}

  /// @param args where the brokers are, and the number of the order
  public static void main(String[] args) throws Exception {
    String order = args[1];
    var heard = new CountDownLatch(1);
    try (var client = TemplateDeployerClient.at(args[0]).open();
        var _ =
            client.subscribeOutcomes(
                OutcomeFilter.all().template("lock").label("order", order),
                "shop",
                outcome -> {
                  print("heard", outcome);
                  heard.countDown();
                })) {
      // The number of the order is the id, so sending it again after any failure is harmless.
      NewDeployment lock =
          NewDeployment.lock(config(), new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e"))
              .id("order-" + order)
              .label("order", order);
      print("awaited", client.submitAndAwait(lock, Duration.ofSeconds(30)).get());
      heard.await();
    }
  }

  private static LockConfig config() {
    return new LockConfig(
        "Tokens of an order",
        new Principal("ryjl3-tyaaa-aaaaa-aaaba-cai"),
        new Principal("rrkah-fqaaa-aaaaa-aaaaq-cai"),
        new BigInteger("100000000000"),
        null,
        ScheduleConfig.single(Duration.ofDays(90)),
        0,
        null,
        false,
        true);
  }

  private static void print(String how, DeploymentOutcome outcome) {
    switch (outcome.status()) {
      case COMPLETED ->
          System.out.printf("%s: %s is %s%n", how, outcome.id(), outcome.canisterId().text());
      case FAILED ->
          System.out.printf("%s: %s failed: %s%n", how, outcome.id(), outcome.failure().message());
      default -> System.out.printf("%s: %s was given up%n", how, outcome.id());
    }
  }
}
