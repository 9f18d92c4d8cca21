package org.factfloor.web.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.engine.Changed;
import org.factfloor.intake.LiveBoard;
import org.factfloor.plant.Micros;
import org.factfloor.plant.ValueType;
import org.factfloor.web.api.ConnectionView;
import org.factfloor.web.http.Json;
import org.jspecify.annotations.Nullable;

/** What travels as JSON. */
final class Messages {

    /** Texts are told in messages of about this many characters at most. */
    private static final int TEXTS_AT_ONCE = 60_000;

    /** Who wants more of a text reads it from history. */
    private static final int LONGEST_TEXT = 1_000;

    private Messages() {}

    /**
     * What a browser says.
     *
     * @param subscribe keys of the signals it wants from now on, instead of those before
     * @param ping anything short, to be sent back
     */
    record FromBrowser(@Nullable List<@Nullable String> subscribe, @Nullable Object ping) {}

    private record Dictionary(String type, Map<String, Integer> signals, List<String> unknown) {}

    private record Texts(String type, List<Text> items) {}

    private record Text(int ref, long time, String text, int status) {}

    private record Connections(String type, List<ConnectionNews> items) {}

    /** How one connection is doing. */
    record ConnectionNews(String id, ConnectionStatus.State state, Instant since, @Nullable Instant lastProofOfLife,
            ConnectionView.@Nullable FaultView fault) {
        static ConnectionNews of(ConnectionStatus status) {
            return new ConnectionNews(status.connection().id(), status.state(), status.since(),
                    status.lastProofOfLife().orElse(null),
                    status.fault().map(ConnectionView.FaultView::of).orElse(null));
        }
    }

    private record Plant(String type, int version) {}

    private record Facts(String type, @Nullable String workUnit, @Nullable Instant from, @Nullable Instant to,
            @Nullable Long revision, @Nullable Boolean recomputed) {}

    private record Calls(String type) {}

    private record Pong(String type, @JsonInclude(JsonInclude.Include.ALWAYS) Object ping, Instant now) {}

    private record Failure(String type, String code, String detail) {}

    static String dictionary(Map<String, Integer> signals, List<String> unknown) {
        return Json.text(new Dictionary("dictionary", signals, unknown));
    }

    /** The texts among values, in as many messages as it takes. */
    static List<String> texts(List<LiveBoard.Latest> values) {
        List<String> messages = new ArrayList<>();
        List<Text> items = new ArrayList<>();
        int length = 0;
        for (LiveBoard.Latest value : values) {
            if (value.type() == ValueType.TEXT) {
                String text = shortened(value.text());
                if (length > 0 && length + text.length() > TEXTS_AT_ONCE) {
                    messages.add(Json.text(new Texts("texts", items)));
                    items.clear();
                    length = 0;
                }
                items.add(new Text(value.signal(), value.time(), text, value.status()));
                length += text.length();
            }
        }
        if (!items.isEmpty()) {
            messages.add(Json.text(new Texts("texts", items)));
        }
        return messages;
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = LONGEST_TEXT - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    static String connections(List<ConnectionNews> items) {
        return Json.text(new Connections("connections", items));
    }

    static String plant(int version) {
        return Json.text(new Plant("plant", version));
    }

    /** Changes of facts were missed: whatever is shown is to be read again. */
    static String factsMissed() {
        return Json.text(new Facts("facts", null, null, null, null, null));
    }

    /** The open calls are to be read again. */
    static String calls() {
        return Json.text(new Calls("calls"));
    }

    static String facts(Changed change) {
        return Json.text(new Facts("facts", change.workUnit(), Micros.toInstant(change.from()),
                Micros.toInstant(change.to()), change.revision(), change.recomputed()));
    }

    static String pong(Object ping, Instant now) {
        return Json.text(new Pong("pong", ping, now));
    }

    static String error(String code, String detail) {
        return Json.text(new Failure("error", code, detail));
    }
}
