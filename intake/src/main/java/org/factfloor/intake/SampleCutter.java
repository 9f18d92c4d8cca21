package org.factfloor.intake;

import org.factfloor.plant.SampleBatch;

/** Cuts batches to pieces that make journal records of bounded size. */
final class SampleCutter {

    /** A longer text is refused; it would be a program, not a value. */
    private static final int LONGEST_TEXT = 1 << 20;
    /** A piece ends when its texts have grown to so many characters. */
    private static final int TEXT_OF_A_PIECE = 1 << 20;

    private final int largest;

    /** Cuts to pieces of at most so many rows. */
    SampleCutter(int largest) {
        this.largest = largest;
    }

    /** Where the piece that begins at a row ends; at the row itself if its text is too long to be kept. */
    int end(SampleBatch batch, int from) {
        int most = Math.min(batch.size(), from + largest);
        int text = 0;
        int to = from;
        while (to < most && text < TEXT_OF_A_PIECE && batch.text(to).length() <= LONGEST_TEXT) {
            text += batch.text(to).length();
            to++;
        }
        return to;
    }
}
