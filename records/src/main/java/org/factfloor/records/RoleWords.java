package org.factfloor.records;

import org.factfloor.plant.Label;

/** What people call the roles. */
final class RoleWords {

    private RoleWords() {}

    static Label of(User.Role role) {
        return switch (role) {
            case ADMIN -> new Label("administrator", "管理员");
            case ENGINEER -> new Label("engineer", "工程师");
            case TEAM_LEAD -> new Label("team lead", "班组长");
            case OPERATOR -> new Label("operator", "操作工");
            case VIEWER -> new Label("viewer", "只读用户");
        };
    }
}
