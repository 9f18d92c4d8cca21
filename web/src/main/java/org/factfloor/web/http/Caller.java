package org.factfloor.web.http;

import org.factfloor.records.ApiToken;
import org.factfloor.records.User;

/** Who makes a call. */
public sealed interface Caller {

    /** The network address it comes from, without port. */
    String source();

    /** The name the audit trail knows it by. */
    String actor();

    /** Nobody we know. */
    record Unknown(String source) implements Caller {
        @Override
        public String actor() {
            return "-";
        }
    }

    /**
     * Somebody who is signed in.
     *
     * @param session token of the session; never logged
     */
    record Person(User user, String session, String source) implements Caller {
        @Override
        public String actor() {
            return user.name();
        }

        @Override
        public String toString() {
            return "Person[" + user.name() + ", " + source + "]";
        }
    }

    /** A machine with a token. */
    record Machine(ApiToken token, String source) implements Caller {
        @Override
        public String actor() {
            return "token:" + token.name();
        }
    }
}
