package dev.ticketing.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void a_directory_is_locked_once_at_a_time() {
        try (DataDirectory held = DataDirectory.lock(directory)) {
            assertThat(held.resolve("mongo")).isEqualTo(directory.resolve("mongo"));
            assertThatThrownBy(() -> DataDirectory.lock(directory)).isInstanceOf(DataDirectoryInUse.class);
        }
        DataDirectory.lock(directory).close();
    }

    @Test
    void a_missing_directory_is_created_for_its_owner_alone() throws IOException {
        Path missing = directory.resolve("a/b");

        DataDirectory.lock(missing).close();

        assertThat(rights(missing)).isEqualTo("rwx------");
        assertThat(rights(missing.resolve("lock"))).isEqualTo("rw-------");
    }

    @Test
    void others_lose_their_rights_to_a_directory_that_was_there() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

        DataDirectory.lock(open).close();

        assertThat(rights(open)).isEqualTo("rwx------");
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
