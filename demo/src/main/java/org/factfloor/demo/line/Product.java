package org.factfloor.demo.line;

/** What the line makes, in turns: a batch of one, then a batch of the other. */
enum Product {
    A("O1201 HOUSING-A", "PICK_HOUSING_A", "PUMP-A 3.2", 1.0), B("O1202 HOUSING-B", "PICK_HOUSING_B", "PUMP-B 1.7",
            1.1);

    /** Good housings of one product before the line changes to the other. */
    static final int BATCH = 360;

    final String ncProgram;
    final String robotProgram;
    final String recipe;
    /** How hard it is to cut, compared with product A. */
    final double hardness;

    Product(String ncProgram, String robotProgram, String recipe, double hardness) {
        this.ncProgram = ncProgram;
        this.robotProgram = robotProgram;
        this.recipe = recipe;
        this.hardness = hardness;
    }

    Product other() {
        return this == A ? B : A;
    }
}
