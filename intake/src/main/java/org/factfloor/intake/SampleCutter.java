package org.factfloor.intake;

import org.factfloor.plant.SampleBatch;

/** Cuts batches to pieces that make journal records of bounded size. */
final class SampleCutter {

    /** A longer text is refused; it would be a program, not a value. */
    private static final int LONGEST_TEXT = 1 << 20;
    /** A piece ends when its texts have grown to so many characters. */
    private static final int TEXT_OF_A_PIECE = 1 << 20;

    /** So many characters of text take the room of one sample. */
    private static final int TEXT_OF_A_SAMPLE = 128;

    private final int largest;
    private final int mostRoom;

    /**
     * Cuts to pieces of bounded size.
     *
     * @param largest at most so many rows
     * @param mostRoom no piece takes the room of more samples, however long its texts
     */
    SampleCutter(int largest, int mostRoom) {
        this.largest = largest;
        this.mostRoom = mostRoom;
    }

    /** The room a piece takes in a queue that is counted in samples. */
    int room(SampleBatch batch, int from, int to) {
        int text = 0;
        for (int i = from; i < to; i++) {
            text += batch.text(i).length();
        }
        return Math.min(mostRoom, to - from + text / TEXT_OF_A_SAMPLE);
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
