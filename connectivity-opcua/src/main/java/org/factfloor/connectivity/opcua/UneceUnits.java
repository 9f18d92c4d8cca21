package org.factfloor.connectivity.opcua;

import java.util.HashMap;
import java.util.Map;

/**
 * Units of UNECE Recommendation 20, by which OPC UA names engineering units, as UCUM codes. Only units common on machines
 * and meters, whose meaning is the same in both.
 */
final class UneceUnits {

    /** Pairs of UNECE common code and UCUM code. */
    private static final String PAIRS = """
            CEL Cel  KEL K  FAH [degF]  P1 %  C62 1  59 [ppm]
            BAR bar  MBR mbar  PAL Pa  KPA kPa  MPA MPa  A97 hPa  PS [psi]
            MTR m  CMT cm  MMT mm  4H um  KMT km  MTK m2  MTQ m3  LTR L  MLT mL
            MTS m/s  C16 mm/s  KMH km/h  2M cm/s  MSK m/s2
            SEC s  C26 ms  MIN min  HUR h  DAY d  HTZ Hz  KHZ kHz  MHZ MHz  RPM /min  RPS /s
            GRM g  KGM kg  MGM mg  TNE t  KGS kg/s  E93 kg/h
            NEW N  B47 kN  NU N.m  JOU J  KJO kJ
            WTT W  KWT kW  MAW MW  WHR W.h  KWH kW.h  MWH MW.h  D46 V.A  KVA kV.A
            AMP A  4K mA  VLT V  2Z mV  KVT kV  OHM Ohm  B49 kOhm  FAR F  D33 T
            MQH m3/h  MQS m3/s  L2 L/min  E32 L/h  G51 L/s
            DD deg  C81 rad  2A rad/s  D61 '  D62 ''  2N dB  LUX lx  LUM lm  CDL cd
            """;

    private static final Map<String, String> BY_CODE = byCode();

    private UneceUnits() {}

    /**
     * The UCUM code of a unit; empty where it is not known here.
     *
     * @param unitId the UNECE code's letters as bytes of a number (OPC 10000-8, 5.6.3), e.g. 4408652 for CEL
     */
    static String ucum(int unitId) {
        StringBuilder code = new StringBuilder();
        for (int shift = 24; shift >= 0; shift -= 8) {
            int letter = unitId >>> shift & 0xFF;
            if (letter != 0) {
                code.append((char) letter);
            }
        }
        return BY_CODE.getOrDefault(code.toString(), "");
    }

    private static Map<String, String> byCode() {
        String[] words = PAIRS.strip().split("\\s+");
        Map<String, String> units = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            units.put(words[i], words[i + 1]);
        }
        return Map.copyOf(units);
    }
}
