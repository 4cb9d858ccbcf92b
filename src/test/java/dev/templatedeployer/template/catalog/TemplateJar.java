package dev.templatedeployer.template.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.template.Template;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Writes jars with a template in them, compiled on the spot so that it is on no class path.
final class TemplateJar {

  private TemplateJar() {}

  /// Writes a jar with a template that is a [ParcelTemplate] but for `body`.
  static void write(Path jar, String className, String body) throws IOException {
    write(jar, className, body, className);
  }

  /// The same, with `provider` as the class that the jar claims to provide.
  static void write(Path jar, String className, String body, String provider) throws IOException {
    Path classes = Files.createTempDirectory("template-classes");
    compile(className, source(className, body), classes);
    try (OutputStream file = Files.newOutputStream(jar);
        var out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry(className + ".class"));
      out.write(Files.readAllBytes(classes.resolve(className + ".class")));
      out.putNextEntry(new JarEntry("META-INF/services/" + Template.class.getName()));
      out.write(provider.getBytes(UTF_8));
    }
  }

  private static String source(String className, String body) {
    return "public class %s extends %s { %s }"
        .formatted(className, PublicParcelTemplate.class.getName(), body);
  }

  private static void compile(String className, String source, Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var file =
        new SimpleJavaFileObject(
            URI.create("string:///" + className + ".java"), SimpleJavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
    if (!compiler.getTask(null, null, null, options, null, List.of(file)).call()) {
      throw new AssertionError("The template does not compile.");
    }
  }
}
