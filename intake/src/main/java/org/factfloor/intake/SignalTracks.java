package org.factfloor.intake;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.factfloor.plant.SampleBatch;
import org.jspecify.annotations.Nullable;

/** The {@linkplain SignalTrack tracks} of all signals. Not safe for many threads. */
final class SignalTracks {

    private @Nullable SignalTrack[] tracks = new SignalTrack[1024];
    private final BitSet refused = new BitSet();

    /** Rows [from, to) of a batch, each under the time it belongs to. */
    SampleBatch assign(SampleBatch batch, int from, int to) {
        SampleBatch filed = new SampleBatch(to - from);
        for (int i = from; i < to; i++) {
            filed.addFrom(batch, i, track(batch.signal(i)).assign(batch, i));
        }
        return filed;
    }

    /** Takes note of samples that were filed earlier. */
    void know(SampleBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            track(batch.signal(i)).know(batch, i);
        }
    }

    /** Those of the signals that nothing is known of. */
    List<Integer> unknown(Collection<Integer> signals) {
        return signals.stream().filter(signal -> track(signal).newestTime() == SignalTrack.NEVER).toList();
    }

    /** Those of the signals whose newest sample is a mark of silence, and where it stands. */
    Map<Integer, Long> silentSince(Collection<Integer> signals) {
        Map<Integer, Long> since = new HashMap<>();
        for (int signal : signals) {
            SignalTrack track = track(signal);
            if (track.isSilent()) {
                since.put(signal, track.newestTime());
            }
        }
        return since;
    }

    void reconnected(Collection<Integer> signals) {
        signals.forEach(signal -> track(signal).reconnected());
    }

    /** Marks that nothing is known of these signals from a time on. */
    SampleBatch silence(Collection<Integer> signals, long since) {
        SampleBatch marks = new SampleBatch(Math.max(1, signals.size()));
        for (int signal : signals) {
            track(signal).silence(signal, since, marks);
            refused.clear(signal);
        }
        return marks;
    }

    /** Takes note that rows [from, to) were refused. */
    void refuse(SampleBatch batch, int from, int to) {
        for (int i = from; i < to; i++) {
            SignalTrack track = track(batch.signal(i));
            track.refuse(batch.time(i));
            refused.set(batch.signal(i), track.isRefused());
        }
    }

    boolean anyRefused() {
        return !refused.isEmpty();
    }

    /** Marks that nothing is known of signals from their first refused sample on, since the last call. */
    SampleBatch refusedSilence() {
        SampleBatch marks = new SampleBatch();
        refused.stream().forEach(signal -> track(signal).silence(signal, Long.MAX_VALUE, marks));
        refused.clear();
        return marks;
    }

    private SignalTrack track(int signal) {
        if (signal >= tracks.length) {
            tracks = Arrays.copyOf(tracks, Math.max(signal + 1, tracks.length * 2));
        }
        SignalTrack track = tracks[signal];
        if (track == null) {
            track = new SignalTrack();
            tracks[signal] = track;
        }
        return track;
    }
}
