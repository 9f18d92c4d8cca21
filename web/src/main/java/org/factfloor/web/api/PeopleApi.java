package org.factfloor.web.api;

import java.util.List;
import org.factfloor.records.User;
import org.factfloor.records.Users;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Route;

/** What people are called: answers name authors by what they sign in with, pages show their names. */
public final class PeopleApi implements Resource {

    private final Users users;

    private record Person(String user, String displayName) {
        static Person of(User user) {
            return new Person(user.name(), user.called());
        }
    }

    public PeopleApi(Users users) {
        this.users = users;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/people", Access.READ,
                call -> call.json(Page.all(users.list().stream().map(Person::of).toList()))));
    }
}
