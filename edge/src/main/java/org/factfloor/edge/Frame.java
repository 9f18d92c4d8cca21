package org.factfloor.edge;

import java.nio.ByteBuffer;

/** One thing that is said: length u32 of what follows it, kind u8, payload; big endian. */
public record Frame(Kind kind, ByteBuffer payload) {

    /** What the payload is. The box says what is below 32, the server the rest. */
    public enum Kind {
        /** {@link Messages.Enrol}. */
        ENROL(1, 4 << 10),
        /** {@link Messages.Hello}. */
        HELLO(2, 4 << 10),
        /** {@link Messages.Status}. */
        STATUS(3, 4 << 20),
        /** {@link org.factfloor.intake.Parcel}. */
        PARCEL(4, org.factfloor.intake.Parcel.LONGEST),
        /** {@link Messages.Losses}. */
        LOSSES(5, 8 << 20),
        /** {@link Messages.Answer}. */
        ANSWER(6, 4 << 20),
        /** {@link Messages.Enrolled}. */
        ENROLLED(32, 4 << 10),
        /** {@link Messages.Refused}; the connection ends. */
        REFUSED(33, 4 << 10),
        /** {@link Messages.Welcome}. */
        WELCOME(34, 4 << 10),
        /** {@link Messages.Plan}. */
        PLAN(35, 64 << 20),
        /** {@link Messages.Stretch}: its parcel is durable at the server. */
        TAKEN(36, 4 << 10),
        /** {@link Messages.Stretch}: its parcel is not taken at present; to be sent again in a while. */
        LATER(37, 4 << 10),
        /** {@link Messages.Counted}. */
        COUNTED(38, 4 << 10),
        /** {@link Messages.Ask}. */
        ASK(39, 64 << 10),
        /** Nothing: the server lives. */
        PING(40, 0);

        private final byte code;
        private final int longest;

        Kind(int code, int longest) {
            this.code = (byte) code;
            this.longest = longest;
        }

        byte code() {
            return code;
        }

        /** Longest payload, in bytes. */
        int longest() {
            return longest;
        }
    }
}
