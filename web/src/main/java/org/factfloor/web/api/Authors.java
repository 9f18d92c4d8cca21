package org.factfloor.web.api;

import org.factfloor.records.Author;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Caller;

/** Who makes a call, as the records know them. */
public final class Authors {

    private Authors() {}

    /** The person behind a call that only people may make. */
    public static Author of(Call call) {
        if (call.caller() instanceof Caller.Person person) {
            return new Author(person.user().name(), person.user().role(), person.source());
        }
        throw new IllegalStateException("a route for people let in " + call.caller());
    }
}
