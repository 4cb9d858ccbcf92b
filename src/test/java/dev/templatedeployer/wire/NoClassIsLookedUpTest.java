package dev.templatedeployer.wire;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class NoClassIsLookedUpTest {

  @Test
  void byANameThatCameFromOutside() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.templatedeployer.wire.avro..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.avro.specific..",
            "org.apache.avro.reflect..",
            "dev.templatedeployer.wire.avro..")
        .because(
            "a schema names classes, and whoever writes the schema would choose what is loaded. Read with AvroInput"
                + " instead")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.templatedeployer.wire"));
  }
}
