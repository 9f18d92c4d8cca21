package org.factfloor.demo.line;

/** What the line makes, in turns: a batch of one, then a batch of the other. */
enum Product {
    A("housing-a", "O1201 HOUSING-A", "PICK_HOUSING_A", "pump-a", "PUMP-A 3.2", 1.0), B("housing-b", "O1202 HOUSING-B",
            "PICK_HOUSING_B", "pump-b", "PUMP-B 1.7", 1.1);

    /** Good housings of one product before the line changes to the other. */
    static final int BATCH = 360;

    /** Id of the housing. */
    final String housing;
    final String ncProgram;
    final String robotProgram;
    /** Id of the pump. */
    final String pump;
    final String recipe;
    /** How hard it is to cut, compared with product A. */
    final double hardness;

    Product(String housing, String ncProgram, String robotProgram, String pump, String recipe, double hardness) {
        this.housing = housing;
        this.pump = pump;
        this.ncProgram = ncProgram;
        this.robotProgram = robotProgram;
        this.recipe = recipe;
        this.hardness = hardness;
    }

    Product other() {
        return this == A ? B : A;
    }
}
