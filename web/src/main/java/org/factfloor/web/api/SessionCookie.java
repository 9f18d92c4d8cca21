package org.factfloor.web.api;

import java.util.Objects;
import org.factfloor.web.http.Call;

/** The cookie of a session: for our own pages only, and out of reach of scripts. */
public final class SessionCookie {

    private final String flags;

    /**
     * How cookies are marked.
     *
     * @param https whether browsers may send it over https only
     */
    public SessionCookie(boolean https) {
        flags = "; Path=/; HttpOnly; SameSite=Strict" + (https ? "; Secure" : "");
    }

    void set(Call call, String token) {
        Objects.requireNonNull(token);
        // 7 days is the longest a session lasts; the server ends it earlier where it is not used.
        call.setHeader("Set-Cookie", call.sessionCookie() + "=" + token + flags + "; Max-Age=604800");
    }

    void clear(Call call) {
        call.setHeader("Set-Cookie", call.sessionCookie() + "=" + flags + "; Max-Age=0");
    }
}
