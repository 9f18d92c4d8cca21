package org.factfloor.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.connectivity.Guarantee;
import org.junit.jupiter.api.Test;

/** What a neighbouring version says. */
class MessagesTest {

    private static ByteBuffer json(String text) {
        return ByteBuffer.wrap(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void wordsAndFieldsThatAreNotKnownYetDoNotEndASession() throws Exception {
        Messages.Doing doing = Messages.read(json("""
                {'id': 'press', 'guarantee': 'ENTANGLED', 'state': 'PONDERING', 'since': 1, 'mood': 'fine',
                 'fault': {'kind': 'TOO_LOUD', 'message': 'press: too loud', 'details': {}, 'at': 1},
                 'samples': 0, 'samplesPerSecond': 0, 'retimed': 0, 'overflowed': 0, 'signals': 0, 'refused': [],
                 'reconnects': 0}"""), Messages.Doing.class);
        assertThat(doing.guarantee()).isEqualTo(Guarantee.LIVE_ONLY);
        assertThat(doing.state()).isEqualTo(ConnectionStatus.State.WAITING);
        assertThat(doing.fault()).extracting("kind").isEqualTo(ConnectionFault.Kind.INTERNAL);
        assertThat(Messages.read(json("{'why': 'FULL_MOON', 'text': 'Come back tomorrow.'}"), Messages.Refused.class))
                .isEqualTo(new Messages.Refused(Messages.Refused.Why.VERSION, "Come back tomorrow."));
    }

    @Test
    void whatABoxIsToHoldIsUnderstoodWholeOrNotAtAll() {
        assertThatThrownBy(() -> Messages.read(json("""
                {'trusted': [], 'connections': [{'id': 'press', 'protocol': 'script', 'endpoint': 'x',
                 'security': 'NONE', 'publishingMillis': 1000, 'clock': 'SUNDIAL', 'signals': []}]}"""),
                Messages.Plan.class)).isInstanceOf(IOException.class).hasMessageContaining("SUNDIAL");
    }
}
