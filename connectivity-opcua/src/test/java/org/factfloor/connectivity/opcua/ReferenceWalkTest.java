package org.factfloor.connectivity.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionFault.Kind;
import org.factfloor.plant.Connection.Security;
import org.junit.jupiter.api.Test;

/** Walks through servers that page well, and through some that never stop. */
class ReferenceWalkTest {

    private static final ByteString MORE = ByteString.of(new byte[]{1});

    private long nanos;

    @Test
    void takesTheReferencesAskedForAndReleasesTheRest() throws Exception {
        Pages pages = new Pages(3, 4);

        assertThat(names(walk(pages).slice(2, 5))).containsExactly("2", "3", "4");
        assertThat(pages.released).isEqualTo(1);
        assertThat(pages.asked).isEqualTo(2);
    }

    @Test
    void takesWhatThereIsWhereItIsLess() throws Exception {
        Pages pages = new Pages(3, 2);

        assertThat(names(walk(pages).slice(1, 100))).containsExactly("1", "2", "3", "4", "5");
        assertThat(pages.released).isZero();
    }

    @Test
    void bearsWithAnEmptyAnswerInBetween() throws Exception {
        ReferenceWalk walk = walk(new Pages(2, 3) {
            @Override
            int size(int page) {
                return page == 1 ? 0 : 2;
            }
        });

        assertThat(names(walk.slice(0, 100))).containsExactly("0", "1", "2", "3");
    }

    @Test
    void givesUpOnAServerThatPromisesMoreAndBringsNothing() {
        Pages pages = new Pages(0, Integer.MAX_VALUE);

        assertThat(fault(pages, 0, 501).kind()).isEqualTo(Kind.PROTOCOL_ERROR);
        assertThat(pages.asked).isEqualTo(ReferenceWalk.MOST_EMPTY_ANSWERS);
        assertThat(pages.released).isEqualTo(1);
    }

    @Test
    void givesUpOnAFolderWithoutEnd() {
        Pages pages = new Pages(1_000, Integer.MAX_VALUE);

        ConnectionFault fault = fault(pages, Integer.MAX_VALUE - 1, Integer.MAX_VALUE);

        assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL_ERROR);
        assertThat(fault.getMessage()).contains("100000");
        assertThat(pages.asked).isEqualTo(100);
    }

    @Test
    void givesUpOnAServerThatTakesLongerThanAPersonWaits() {
        Pages pages = new Pages(1, Integer.MAX_VALUE) {
            @Override
            int size(int page) {
                nanos += Duration.ofSeconds(7).toNanos();
                return 1;
            }
        };

        assertThat(fault(pages, 0, 501).kind()).isEqualTo(Kind.PROTOCOL_ERROR);
        assertThat(pages.asked).isEqualTo(5);
    }

    private ReferenceWalk walk(Pages pages) {
        return new ReferenceWalk(pages, new Faults(Sources.anonymous("opc.tcp://x", Security.NONE).connection()),
                () -> nanos);
    }

    private ConnectionFault fault(Pages pages, int from, int to) {
        ConnectionFault fault = catchThrowableOfType(ConnectionFault.class, () -> walk(pages).slice(from, to));
        assertThat(fault).as("a fault").isNotNull();
        return fault;
    }

    private static List<String> names(List<ReferenceDescription> references) {
        return references.stream().map(reference -> String.valueOf(reference.getBrowseName().getName())).toList();
    }

    /** So many pages of so many references each, numbered from 0. */
    private static class Pages implements ReferenceWalk.Answers {

        private final int size;
        private final int last;
        private int asked;
        private int released;
        private int number;

        Pages(int size, int pages) {
            this.size = size;
            this.last = pages - 1;
        }

        int size(int page) {
            return size;
        }

        @Override
        public BrowseResult first() {
            List<ReferenceDescription> references = new ArrayList<>();
            for (int i = size(asked); i > 0; i--) {
                references.add(new ReferenceDescription(NodeId.NULL_VALUE, true, ExpandedNodeId.NULL_VALUE,
                        new QualifiedName(0, Integer.toString(number++)), LocalizedText.NULL_VALUE, NodeClass.Object,
                        ExpandedNodeId.NULL_VALUE));
            }
            return new BrowseResult(StatusCode.GOOD, asked++ < last ? MORE : ByteString.NULL_VALUE,
                    references.toArray(new ReferenceDescription[0]));
        }

        @Override
        public BrowseResult next(ByteString more) {
            return first();
        }

        @Override
        public void release(ByteString more) {
            released++;
        }
    }
}
