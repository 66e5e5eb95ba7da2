package dev.ticketing.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final AtomicInteger commits = new AtomicInteger();
    private final GroupCommit group = new GroupCommit(commits::incrementAndGet);

    @Test
    void without_a_change_nothing_is_committed() {
        group.await();

        assertThat(commits).hasValue(0);
    }

    @Test
    void one_commit_serves_all_changes_before_it() {
        for (int i = 0; i < 5; i++) {
            group.change(() -> "changed");
        }

        group.await();
        group.await();

        assertThat(commits).hasValue(1);
    }

    @Test
    void a_commit_waits_for_the_command_that_is_under_way() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<Integer> command = CompletableFuture.supplyAsync(() -> group.change(() -> {
            entered.countDown();
            awaitLatch(leave);
            return commits.get();
        }));
        awaitLatch(entered);

        CompletableFuture<Void> reader = CompletableFuture.runAsync(group::await);
        assertThatThrownBy(() -> reader.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        leave.countDown();

        reader.get(10, TimeUnit.SECONDS);
        assertThat(command.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(commits).hasValue(1);
    }

    @Test
    void a_failed_commit_fails_the_waiter_and_is_tried_again_by_the_next() {
        AtomicInteger attempts = new AtomicInteger();
        GroupCommit failingOnce = new GroupCommit(() -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("disk full");
            }
        });
        failingOnce.change(() -> "changed");

        assertThatThrownBy(failingOnce::await).hasMessage("disk full");
        failingOnce.await();

        assertThat(attempts).hasValue(2);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
