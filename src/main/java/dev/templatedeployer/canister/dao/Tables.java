package dev.templatedeployer.canister.dao;

import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.identity.Principal;
import java.util.Map;

/// The tables of a DAO, and the keys of their rows.
final class Tables {

  static final String MEMBERS = "members";
  static final String PROPOSALS = "proposals";
  static final String PAPERS = "papers";
  static final String VOTES = "votes";
  static final String ABOUT = "about";

  /// The type of the rows of each table.
  static final Map<String, Class<?>> TYPES =
      Map.of(
          MEMBERS, Member.class,
          PROPOSALS, Proposal.class,
          PAPERS, Paper.class,
          VOTES, Vote.class,
          ABOUT, About.class);

  private Tables() {}

  /// The one row that says what the DAO is for.
  static RowKey about() {
    return new RowKey(ABOUT, ABOUT);
  }

  static RowKey member(Principal principal) {
    return new RowKey(MEMBERS, principal.text());
  }

  static RowKey proposal(int number) {
    return new RowKey(PROPOSALS, numbered(number));
  }

  static RowKey paper(int number) {
    return new RowKey(PAPERS, numbered(number));
  }

  static RowKey vote(int proposal, Principal by) {
    return new RowKey(VOTES, numbered(proposal) + "/" + by.text());
  }

  /// A number as a key; keys are ordered as the numbers are.
  static String numbered(int number) {
    return "%05d".formatted(number);
  }
}
