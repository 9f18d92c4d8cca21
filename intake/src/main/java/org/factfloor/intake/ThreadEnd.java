package org.factfloor.intake;

import java.time.Duration;

/** The end of a thread that was told to end. */
final class ThreadEnd {

    private ThreadEnd() {}

    /**
     * Waits for it, also while interrupted.
     *
     * @return false if the thread has not ended in the time given
     */
    static boolean await(Thread thread, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        while (thread.isAlive() && until - System.nanoTime() > 0) {
            try {
                thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
