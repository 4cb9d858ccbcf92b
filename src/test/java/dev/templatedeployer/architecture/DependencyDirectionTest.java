package dev.templatedeployer.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.templatedeployer.architecture.PackageTable.GENERATED;
import static dev.templatedeployer.architecture.PackageTable.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.templatedeployer.architecture.PackageTable.Row;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Arrows point at what is stable, as [PackageTable] draws them.
///
/// Most rules speak of packages that may not be there yet; they hold as soon as they are.
class DependencyDirectionTest {

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private static final String TO_CHANGE_THE_TABLE =
      ". If the new arrow is right, say why in a decision record, and draw it in PackageTable and in"
          + " the package-info";

  @ParameterizedTest
  @MethodSource("rows")
  void eachPackageTouchesOnlyWhatTheTableAllows(Row row) {
    mayTouchOnlyWhatTheTableAllows(row).check(CODE);
  }

  @Test
  void everyPackageIsInTheTable() {
    classes()
        .should()
        .resideInAnyPackage(
            Stream.concat(
                    Stream.of(ROOT, ROOT + ".dev", GENERATED),
                    rows().stream().map(Row::packageName))
                .toArray(String[]::new))
        .because("a package that is not in PackageTable may touch anything. Give it a row")
        .check(CODE);
  }

  @Test
  void packagesFormNoCycle() {
    slices()
        .matching(ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        .because(
            "two packages that need each other are one package. Move what both need to the one that"
                + " knows less")
        .check(CODE);
  }

  @Test
  void nobodyNeedsTheRootThatPutsThemTogether() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, ROOT + ".dev")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT, ROOT + ".dev")
        .because("a part is handed what it needs. Take it as a parameter of the constructor")
        .check(CODE);
  }

  @Test
  void theRulesReadNoClockAndDrawNothingAtRandom() {
    readNoClockAndDrawNothingAtRandom().check(CODE);
  }

  @Test
  void onlyTheWireKnowsTheClassesThatAvroGenerates() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".wire", GENERATED)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(GENERATED)
        .because(
            "a change of schema must not reach further than the wire. Use the type of the domain that"
                + " the wire turns it into")
        .allowEmptyShould(true)
        .check(CODE);
  }

  @Test
  void onlyTheStreamTouchesStores() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".stream", ROOT, ROOT + ".dev")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(StateStore.class)
        .because(
            "a store belongs to one stream thread, and holds what may yet be rolled back. Ask the"
                + " read model, or send a command")
        .check(CODE);
  }

  @Test
  void onlyAStepOfTheTopologyWritesAStore() {
    noClasses()
        .that()
        .areNotAssignableTo(Processor.class)
        .should()
        .callMethodWhere(describe("writes a store", DependencyDirectionTest::isWriteToAStore))
        .because(
            "what is written belongs to the transaction of the record that caused it. Answer with"
                + " what should be written, and let the step write it")
        .check(CODE);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(
            CODE.stream()
                .map(type -> type.getPackage())
                .filter(aPackage -> !aPackage.getName().startsWith(ROOT + ".wire.avro"))
                .filter(aPackage -> !aPackage.isAnnotatedWith(NullMarked.class))
                .map(aPackage -> aPackage.getName())
                .distinct())
        .as(
            "packages without @NullMarked, where the compiler checks no null. Give each a"
                + " package-info.java")
        .isEmpty();
  }

  @Test
  void noNameHidesAConceptThatHasNotBeenFound() {
    noClasses()
        .that()
        .resideOutsideOfPackage(GENERATED)
        .should()
        .haveNameMatching(".*(Impl|Manager|Utils?|Helper|Handler)")
        .because("such a word fits everything. Say what the thing is or does")
        .check(CODE);
  }

  @Nested
  class TheRules {

    /// The tests of the domain lie in its package, and use libraries and chance.
    private static final JavaClasses TESTS_OF_THE_DOMAIN =
        new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(ROOT + ".domain");

    @Test
    void noticeALibraryInTheDomainAndSayWhatToDo() {
      Row domain =
          rows().stream().filter(row -> row.name().equals("domain")).findFirst().orElseThrow();
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> mayTouchOnlyWhatTheTableAllows(domain).check(TESTS_OF_THE_DOMAIN))
          .withMessageContaining("com.fasterxml.jackson")
          .withMessageContaining("Bring what it needs in as a parameter");
    }

    @Test
    void noticeChanceInTheDomain() {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> readNoClockAndDrawNothingAtRandom().check(TESTS_OF_THE_DOMAIN))
          .withMessageContaining("SplittableRandom");
    }

    @Test
    void seeWhereStoresAreWritten() {
      assertThat(CODE.stream().flatMap(type -> type.getMethodCallsFromSelf().stream()))
          .filteredOn(DependencyDirectionTest::isWriteToAStore)
          .extracting(call -> call.getOriginOwner().isAssignableTo(Processor.class))
          .isNotEmpty()
          .containsOnly(true);
    }

    @Test
    void haveNoPackageTwice() {
      assertThat(rows()).extracting(Row::name).doesNotHaveDuplicates();
    }
  }

  static List<Row> rows() {
    return PackageTable.ROWS;
  }

  private static ArchRule mayTouchOnlyWhatTheTableAllows(Row row) {
    return classes()
        .that()
        .resideInAPackage(row.packageName())
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(row.allowed()))
        .because(row.because() + TO_CHANGE_THE_TABLE)
        .allowEmptyShould(true);
  }

  private static ArchRule readNoClockAndDrawNothingAtRandom() {
    return noClasses()
        .that()
        .resideInAnyPackage(
            PackageTable.PURE_PACKAGES.stream()
                .map(name -> ROOT + "." + name)
                .toArray(String[]::new))
        .should()
        .callMethodWhere(
            describe("reads a clock or draws at random", DependencyDirectionTest::isClockOrChance))
        .orShould()
        .dependOnClassesThat(
            DescribedPredicate.or(
                assignableTo(RandomGenerator.class), assignableTo(InstantSource.class)))
        .because(
            "the same history must decide the same, today and in a replay years from now. Take the"
                + " time from the command, and derive what should look random from the id");
  }

  private static boolean isClockOrChance(JavaMethodCall call) {
    String owner = call.getTargetOwner().getName();
    String method = call.getName();
    return (owner.startsWith("java.time.") && method.equals("now"))
        || (owner.equals(System.class.getName())
            && (method.equals("currentTimeMillis") || method.equals("nanoTime")))
        || (owner.equals(Math.class.getName()) && method.equals("random"))
        || (owner.equals(UUID.class.getName()) && method.equals("randomUUID"));
  }

  private static boolean isWriteToAStore(JavaMethodCall call) {
    return call.getTargetOwner().isAssignableTo(StateStore.class)
        && List.of("put", "putAll", "putIfAbsent", "delete").contains(call.getName());
  }
}
