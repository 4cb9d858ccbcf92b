package dev.templatedeployer.dev;

import static dev.templatedeployer.dev.DemoPeople.ADA;
import static dev.templatedeployer.dev.DemoPeople.BOB;
import static dev.templatedeployer.dev.DemoPeople.CLEO;
import static dev.templatedeployer.dev.DemoPeople.DAN;
import static dev.templatedeployer.dev.DemoPeople.STUDIO;

import dev.templatedeployer.identity.Principal;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A short story about every template, played through the API and told on the terminal: claims, a
/// vote, a sale that reaches its cap, one that is called off, and one that fails.
///
/// The rules let no sale and no vote last less than an hour, so what follows from their ends comes
/// an hour later, if the demo still runs. One thread of its own.
final class DemoStory implements AutoCloseable {

  private static final String TOKEN = "ryjl3-tyaaa-aaaaa-aaaba-cai";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LEAD = Duration.ofSeconds(4);

  private final DemoApi api;
  private final boolean hasDeclared;
  private final PrintStream terminal;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("demo-story").factory());

  /// @param hasDeclared whether the declarative examples are there
  /// @param terminal where it is told
  DemoStory(DemoApi api, boolean hasDeclared, PrintStream terminal) {
    this.api = api;
    this.hasDeclared = hasDeclared;
    this.terminal = terminal;
  }

  /// A part of the story.
  @FunctionalInterface
  private interface Chapter {
    void play() throws IOException, DemoApi.Refused, InterruptedException;
  }

  /// Begins.
  void start() {
    tell("The story begins; it takes a minute, and goes on in an hour.");
    play(this::lock);
    play(this::distribution);
    if (hasDeclared) {
      play(this::declared);
    }
    play(this::dao);
    play(this::saleThatReachesItsCap);
    play(this::saleThatIsCalledOff);
    play(this::saleThatFails);
    play(() -> tell("That is all for now. Look around: " + api.command("canisters")));
  }

  private void lock() throws IOException, DemoApi.Refused, InterruptedException {
    Principal lock =
        api.deploy(
            "lock",
            STUDIO,
            """
            {"name": "Team tokens of Ada", "tokenId": "%s", "beneficiary": "%s", "amount": "100000000000",
             "start": "%s", "initialBps": 500,
             "schedule": {"kind": "CLIFF", "cliff": "P90D", "cliffBps": 1000, "duration": "P720D", "every": "DAILY"}}\
            """
                .formatted(TOKEN, ADA, now().minus(Duration.ofDays(120))));
    api.operate(lock, "claim", ADA, "{\"amount\": \"8000000000\"}");
    tell("Ada claims 80 of the tokens that were locked for her 120 days ago.", lock);
  }

  private void distribution() throws IOException, DemoApi.Refused, InterruptedException {
    Principal distribution =
        api.deploy(
            "distribution",
            STUDIO,
            """
            {"title": "Thanks to our first testers", "tokenId": "%s", "campaign": "AIRDROP", "totalAmount": "100000000000",
             "eligibility": {"kind": "WHITELIST", "recipients": [
               {"principal": "%s", "amount": "60000000000", "note": "Found the first bug."},
               {"principal": "%s", "amount": "40000000000"}]},
             "initialBps": 1000, "schedule": {"kind": "LINEAR", "duration": "P180D", "every": "CONTINUOUS"},
             "allowCancel": false, "allowModification": true}\
            """
                .formatted(TOKEN, BOB, CLEO));
    api.operate(distribution, "fund", STUDIO, "{\"amount\": \"100000000000\"}");
    api.operate(distribution, "activate", STUDIO, "{}");
    api.operate(distribution, "claim", BOB, "{}");
    tell(
        "Bob claims the first tenth of his share of an airdrop; Cleo has not claimed yet.",
        distribution);
  }

  private void declared() throws IOException, DemoApi.Refused, InterruptedException {
    api.deploy("greeting-page", ADA, "{\"greeting\": \"Welcome aboard\", \"name\": \"Ada\"}");
    tell("A shell script renders a page that greets Ada (template 'greeting-page', no Java).");
    api.deploy(
        "dns-record",
        STUDIO,
        "{\"zone\": \"example.org\", \"name\": \"harbour\", \"address\": \"192.0.2.7\"}");
    tell(
        "A small HTTP service points harbour.example.org to 192.0.2.7 (template 'dns-record', no Java).");
  }

  private void dao() throws IOException, DemoApi.Refused, InterruptedException {
    Principal dao =
        api.deploy(
            "dao",
            STUDIO,
            """
            {"name": "Harbour Council", "description": "Decides what the harbour builds next.", "tokenId": "%s",
             "governanceLevel": "SEMI_MANAGED", "votingPowerModel": "PROPORTIONAL",
             "minimumStake": "100000000", "proposalThreshold": "1000000000", "proposalDeposit": "100000000",
             "votingPeriod": {"min": "PT1H", "max": "P7D"}, "timelock": "PT1H",
             "emergencyContacts": ["%s"], "pauseEnabled": true,
             "initialMembers": [{"principal": "%s", "stake": "40000000000"},
                                {"principal": "%s", "stake": "30000000000"},
                                {"principal": "%s", "stake": "30000000000"}]}\
            """
                .formatted(TOKEN, STUDIO, ADA, BOB, CLEO));
    api.operate(
        dao,
        "propose",
        ADA,
        """
        {"title": "Build a second pier", "description": "The first one is full on every Friday.",
         "action": {"kind": "MOTION"}, "votingPeriod": "PT1H"}\
        """);
    vote(dao, ADA, "YES");
    vote(dao, BOB, "YES");
    vote(dao, CLEO, "NO");
    tell(
        "Ada proposes a second pier. She and Bob vote for it, Cleo against; they have an hour.",
        dao);
    later(
        HOUR,
        () -> {
          api.operate(dao, "finalise", CLEO, "{\"proposal\": 1}");
          tell("The vote on the second pier has ended, and Cleo has it counted.", dao);
        });
  }

  private void vote(Principal dao, Principal member, String choice)
      throws IOException, DemoApi.Refused, InterruptedException {
    api.operate(dao, "vote", member, "{\"proposal\": 1, \"choice\": \"%s\"}".formatted(choice));
  }

  private void saleThatReachesItsCap() throws IOException, DemoApi.Refused, InterruptedException {
    Principal sale = sale("Harbour", "HRB");
    api.operate(sale, "contribute", BOB, contribution(40));
    api.operate(sale, "contribute", CLEO, contribution(40));
    api.operate(sale, "contribute", DAN, contribution(40));
    api.operate(sale, "finalise", STUDIO, "{}");
    tell(
        "The sale of Harbour reaches its cap: Dan, the last one, gets half of his 40 back at once.",
        sale);
  }

  private void saleThatIsCalledOff() throws IOException, DemoApi.Refused, InterruptedException {
    Principal sale = sale("Lantern", "LTN");
    api.operate(sale, "contribute", BOB, contribution(20));
    api.operate(sale, "cancel", STUDIO, "{\"reason\": \"The audit found a fault in the token.\"}");
    api.operate(sale, "refund", BOB, "{}");
    tell("The sale of Lantern is called off, and Bob takes his 20 back.", sale);
  }

  private void saleThatFails() throws IOException, DemoApi.Refused, InterruptedException {
    Principal sale = sale("Lighthouse", "LHT");
    api.operate(sale, "contribute", CLEO, contribution(10));
    tell("Cleo alone contributes to the sale of Lighthouse. It will fail in an hour.", sale);
    later(
        HOUR,
        () -> {
          api.operate(sale, "finalise", STUDIO, "{}");
          api.operate(sale, "refund", CLEO, "{}");
          tell("The sale of Lighthouse has missed its soft cap, and Cleo is refunded.", sale);
        });
  }

  /// A fair launch that is open for an hour. Returns when it has begun.
  private Principal sale(String project, String symbol)
      throws IOException, DemoApi.Refused, InterruptedException {
    Instant start = now().plus(LEAD);
    Principal sale =
        api.deploy(
            "launchpad",
            STUDIO,
            """
            {"project": {"name": "%s", "description": "A place by the sea, owned by those who land there."},
             "saleToken": {"symbol": "%s", "name": "%s", "decimals": 8, "supply": "10000000000000000"},
             "purchaseTokenId": "%s", "saleType": "FAIR_LAUNCH", "totalSaleAmount": "4000000000000000",
             "softCap": "5000000000", "hardCap": "10000000000", "minContribution": "100000000",
             "saleStart": "%s", "saleEnd": "%s", "claimStart": "%s",
             "categories": [{"name": "Sale", "bps": 4000}, {"name": "Team", "bps": 6000}],
             "platformFeeBps": 200, "successFeeBps": 100, "pausable": true, "cancellable": true}\
            """
                .formatted(
                    project,
                    symbol,
                    project,
                    TOKEN,
                    start,
                    start.plus(HOUR),
                    start.plus(HOUR).plusSeconds(60)));
    TimeUnit.MILLISECONDS.sleep(
        Math.max(0, Duration.between(Instant.now(), start).toMillis()) + 200);
    return sale;
  }

  private static String contribution(int tokens) {
    return "{\"amount\": \"%d00000000\"}".formatted(tokens);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private void play(Chapter chapter) {
    later(Duration.ofSeconds(1), chapter);
  }

  private void later(Duration wait, Chapter chapter) {
    var _ = clock.schedule(() -> playNow(chapter), wait.toMillis() + 1_000, TimeUnit.MILLISECONDS);
  }

  private void playNow(Chapter chapter) {
    try {
      chapter.play();
    } catch (IOException | DemoApi.Refused e) {
      tell("A part of the story is left out: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(String sentence, Principal canister) {
    tell(sentence + "\n        " + api.command("canister " + canister));
  }

  private void tell(String sentence) {
    terminal.println("  Demo  " + sentence);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
