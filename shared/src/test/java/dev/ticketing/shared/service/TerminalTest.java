package dev.ticketing.shared.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {

    @ParameterizedTest
    @ValueSource(strings = {"/dev/pts/0", "/dev/tty1", "/dev/ttyS0", "/dev/console"})
    void consoles_serial_lines_and_pseudo_terminals_are_terminals(String file) {
        assertThat(Terminal.isTerminal(file)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "pipe:[4711]", "socket:[4711]", "/var/log/orders.log"})
    void nobody_watches_what_goes_elsewhere(String file) {
        assertThat(Terminal.isTerminal(file)).isFalse();
    }
}
