<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Documents</name>
    <message numerus="yes">
        <source>%1 is open: %n node(s)</source>
        <translation>
            <numerusform>%1 is open: %n node</numerusform>
            <numerusform>%1 is open: %n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message numerus="yes">
        <source>%n project(s) had unsaved changes when the program ended unexpectedly.</source>
        <translation>
            <numerusform>%n project had unsaved changes when the program ended unexpectedly.</numerusform>
            <numerusform>%n projects had unsaved changes when the program ended unexpectedly.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FlightPanel</name>
    <message numerus="yes">
        <source>%n doubt(s)</source>
        <translation>
            <numerusform>%n doubt</numerusform>
            <numerusform>%n doubts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Importer</name>
    <message numerus="yes">
        <source>%1 is imported: %n layer(s), %2 parameters, fed by %3</source>
        <translation>
            <numerusform>%1 is imported: %n layer, %2 parameters, fed by %3</numerusform>
            <numerusform>%1 is imported: %n layers, %2 parameters, fed by %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message numerus="yes">
        <source>%n %1 nodes</source>
        <translation>
            <numerusform>%n %1 node</numerusform>
            <numerusform>%n %1 nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nodes</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LayerSearch</name>
    <message numerus="yes">
        <source>Search %n layers</source>
        <translation>
            <numerusform>Search %n layer</numerusform>
            <numerusform>Search %n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>Run %1 is kept: %n step(s) in %2%3</source>
        <translation>
            <numerusform>Run %1 is kept: %n step in %2%3</numerusform>
            <numerusform>Run %1 is kept: %n steps in %2%3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) were removed</source>
        <translation>
            <numerusform>%n run was removed</numerusform>
            <numerusform>%n runs were removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PalettePanel</name>
    <message numerus="yes">
        <source>It is used %n time(s): remove or unpack these first</source>
        <translation>
            <numerusform>It is used once: remove or unpack it first</numerusform>
            <numerusform>It is used %n times: remove or unpack these first</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgressDisplay</name>
    <message numerus="yes">
        <source>Finished: %n step(s) in %1</source>
        <translation>
            <numerusform>Finished: %n step in %1</numerusform>
            <numerusform>Finished: %n steps in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %n step(s) in %1; the checkpoint is kept</source>
        <translation>
            <numerusform>Stopped after %n step in %1; the checkpoint is kept</numerusform>
            <numerusform>Stopped after %n steps in %1; the checkpoint is kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunsComparison</name>
    <message numerus="yes">
        <source>%n run(s) side by side</source>
        <translation>
            <numerusform>%n run side by side</numerusform>
            <numerusform>%n runs side by side</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n run(s)</source>
        <translation>
            <numerusform>%1 of %n run</numerusform>
            <numerusform>%1 of %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Graph valid, %n hint(s)</source>
        <translation>
            <numerusform>Graph valid, %n hint</numerusform>
            <numerusform>Graph valid, %n hints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wire(s)</source>
        <translation>
            <numerusform>%n wire</numerusform>
            <numerusform>%n wires</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Selected: %n node(s)</source>
        <translation>
            <numerusform>Selected: %n node</numerusform>
            <numerusform>Selected: %n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Trainer</name>
    <message numerus="yes">
        <source>%n error(s): training needs a valid graph</source>
        <translation>
            <numerusform>%n error: training needs a valid graph</numerusform>
            <numerusform>%n errors: training needs a valid graph</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WireTips</name>
    <message numerus="yes">
        <source>%n sample(s)</source>
        <translation>
            <numerusform>%n sample</numerusform>
            <numerusform>%n samples</numerusform>
        </translation>
    </message>
</context>
</TS>
