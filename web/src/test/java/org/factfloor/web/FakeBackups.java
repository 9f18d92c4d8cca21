package org.factfloor.web;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Label;

/** Backups that are only written down; a folder that is not absolute is refused. */
final class FakeBackups implements Backups {

    final List<String> asked = new ArrayList<>();
    volatile State state = new State(Optional.empty(), ZoneId.of("Asia/Shanghai"), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.of(Attention.NEVER));

    @Override
    public State state() {
        return state;
    }

    @Override
    public synchronized void plan(Plan plan, By by) {
        check(plan.folder());
        asked.add(by.actor() + " plans " + plan.folder() + " at " + plan.at() + ", keeps " + plan.keep());
        state = new State(Optional.of(plan), state.zone(), Optional.empty(), state.last(), state.failure(),
                state.running(), state.attention());
    }

    private static void check(String folder) {
        if (!folder.startsWith("/")) {
            throw new RefusedPlaceException(
                    new Label("The folder " + folder + " is not absolute.", folder + " 不是绝对路径。"), new IOException());
        }
    }

    @Override
    public synchronized void forgetPlan(By by) {
        asked.add(by.actor() + " forgets");
        state = new State(Optional.empty(), state.zone(), Optional.empty(), state.last(), state.failure(),
                state.running(), state.attention());
    }

    @Override
    public synchronized boolean begin(Optional<String> folder, By by) {
        folder.ifPresent(FakeBackups::check);
        asked.add(by.actor() + " begins " + folder.orElse(""));
        return state.running().isEmpty();
    }
}
