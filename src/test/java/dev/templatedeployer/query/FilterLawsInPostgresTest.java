package dev.templatedeployer.query;

/// The same answers from the other database.
class FilterLawsInPostgresTest extends FilterLawsTest {

  @Override
  Database database() {
    return Postgres.schema();
  }
}
