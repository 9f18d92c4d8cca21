package org.factfloor.engine.sqlite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.factfloor.engine.Revision.Cause;
import org.factfloor.engine.Revision.Code;

/** Bytes of what has no table of its own. */
final class SmallCodecs {

    private SmallCodecs() {}

    static byte[] write(Map<Integer, Long> newest) {
        ByteWriter out = new ByteWriter();
        out.number(newest.size());
        new TreeMap<>(newest).forEach((signal, time) -> {
            out.number(signal);
            out.signed(time);
        });
        return out.bytes();
    }

    static Map<Integer, Long> newest(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        Map<Integer, Long> newest = new HashMap<>();
        for (long left = in.number(); left > 0; left--) {
            newest.put((int) in.number(), in.signed());
        }
        return newest;
    }

    static byte[] parameters(Cause cause) {
        ByteWriter out = new ByteWriter();
        out.number(cause.parameters().size());
        cause.parameters().forEach(out::text);
        return out.bytes();
    }

    static Cause cause(String code, byte[] parameters) {
        ByteReader in = new ByteReader(parameters);
        List<String> texts = new ArrayList<>();
        for (long left = in.number(); left > 0; left--) {
            texts.add(in.text());
        }
        return new Cause(Code.valueOf(code), texts);
    }
}
