package dev.templatedeployer.query;

/// The same answers from the other database.
class ConfinedListInPostgresTest extends ConfinedListTest {

  @Override
  Database database() {
    return Postgres.schema();
  }
}
