// Sentences of the engine that windows show most, as patterns: %1 stands for what it puts in. Of two that match the first counts.
#include "app/shell/engine_text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <vector>

#include "app/shell/language.h"

namespace saddle::app {
namespace {

const char* const kSentences[] = {
    QT_TRANSLATE_NOOP("EngineText", "is not connected"),
    QT_TRANSLATE_NOOP("EngineText", "drag a wire to it, or remove %1"),
    QT_TRANSLATE_NOOP("EngineText", "wire the result of the composite to it"),
    QT_TRANSLATE_NOOP("EngineText", "a wire names a node that does not exist"),
    QT_TRANSLATE_NOOP("EngineText", "remove the wire"),
    QT_TRANSLATE_NOOP("EngineText", "remove one of the wires between these nodes"),
    QT_TRANSLATE_NOOP("EngineText", "is part of a cycle: %1"),
    QT_TRANSLATE_NOOP("EngineText", "unknown layer '%1'"),
    QT_TRANSLATE_NOOP("EngineText", "this version does not have it; see the palette for the layers it has"),
    QT_TRANSLATE_NOOP("EngineText", "%1 has no attribute '%2'"),
    QT_TRANSLATE_NOOP("EngineText", "%1 has no output '%2'"),
    QT_TRANSLATE_NOOP("EngineText", "%1 has no input '%2'"),
    QT_TRANSLATE_NOOP("EngineText", "it has: %1"),
    QT_TRANSLATE_NOOP("EngineText", "'%1' is no attribute of the composite around it"),
    QT_TRANSLATE_NOOP("EngineText", "declare it among the composite's attributes"),
    QT_TRANSLATE_NOOP("EngineText", "'%1' contains itself"),
    QT_TRANSLATE_NOOP("EngineText", "a composite may hold others, not itself"),
    QT_TRANSLATE_NOOP("EngineText", "expected a whole number, got %1"),
    QT_TRANSLATE_NOOP("EngineText", "expected true or false, got %1"),
    QT_TRANSLATE_NOOP("EngineText", "expected a number, got '%1'"),
    QT_TRANSLATE_NOOP("EngineText", "expected a number, got %1"),
    QT_TRANSLATE_NOOP("EngineText", "expected one number, got the list %1"),
    QT_TRANSLATE_NOOP("EngineText", "'%1' is not one of %2"),
    QT_TRANSLATE_NOOP("EngineText", "%1 is outside %2 to %3"),
    QT_TRANSLATE_NOOP("EngineText", "the graph has no loss"),
    QT_TRANSLATE_NOOP("EngineText", "add a CrossEntropyLoss and wire the scores and labels into it"),
    QT_TRANSLATE_NOOP("EngineText", "expected an image N C H W or a series N C L, got %1"),
    QT_TRANSLATE_NOOP("EngineText", "expected an image N C H W, got %1"),
    QT_TRANSLATE_NOOP("EngineText", "expected features N F or a sequence N T F, got %1"),
    QT_TRANSLATE_NOOP("EngineText", "expected features N F, got %1"),
    QT_TRANSLATE_NOOP("EngineText", "expected vectors N F, got %1"),
    QT_TRANSLATE_NOOP("EngineText", "expected scores N F, got %1"),
    QT_TRANSLATE_NOOP("EngineText", "expected a sequence N T F of real numbers, got %1"),
    QT_TRANSLATE_NOOP("EngineText", "expected a sequence N T F, got %1"),
    QT_TRANSLATE_NOOP("EngineText", "expected queries N T D, got %1"),
    QT_TRANSLATE_NOOP("EngineText", "expected tokens, got %1"),
    QT_TRANSLATE_NOOP("EngineText", "expected a batch of vectors or images, got %1"),
    QT_TRANSLATE_NOOP("EngineText", "expected a batch of vectors, got %1"),
    QT_TRANSLATE_NOOP("EngineText", "expected %1 as on %2, or sizes of 1, got %3"),
    QT_TRANSLATE_NOOP("EngineText", "expected %1 as on %2, but for axis %3, got %4"),
    QT_TRANSLATE_NOOP("EngineText", "expected %1 as on %2, got %3"),
    QT_TRANSLATE_NOOP("EngineText", "expected at least %1 scores (the data set's classes), got %2"),
    QT_TRANSLATE_NOOP("EngineText", "expected at least %1 scores (the data set's characters and the blank), got %2"),
    QT_TRANSLATE_NOOP("EngineText", "expected one weight for each of the %1 classes, got %2"),
    QT_TRANSLATE_NOOP("EngineText", "expected one number for each of the %1 channels, got %2"),
    QT_TRANSLATE_NOOP("EngineText", "expected %1, got %2"),
    QT_TRANSLATE_NOOP("EngineText", "%1 groups do not divide %2 channels"),
    QT_TRANSLATE_NOOP("EngineText", "%1 does not divide the %2 input and %3 output channels"),
    QT_TRANSLATE_NOOP("EngineText", "%1 heads do not divide %2 features into even parts"),
    QT_TRANSLATE_NOOP("EngineText", "%1 heads do not divide %2 features"),
    QT_TRANSLATE_NOOP("EngineText", "the window of %1 is larger than the padded input of %2"),
    QT_TRANSLATE_NOOP("EngineText", "the window of %1 is larger than the input of %2"),
    QT_TRANSLATE_NOOP("EngineText", "the padding of %1 is more than half the window of %2"),
    QT_TRANSLATE_NOOP("EngineText", "%1 by %2 windows do not tile an image of %3 by %4"),
    QT_TRANSLATE_NOOP("EngineText", "axis 0 is the batch: samples do not mix"),
    QT_TRANSLATE_NOOP("EngineText", "axis 0 is the batch"),
    QT_TRANSLATE_NOOP("EngineText", "the data set has no classes to follow"),
    QT_TRANSLATE_NOOP("EngineText", "the data set has no tokens to follow"),
    QT_TRANSLATE_NOOP("EngineText", "place it before Flatten"),
    QT_TRANSLATE_NOOP("EngineText", "insert Flatten and Linear before it"),
    QT_TRANSLATE_NOOP("EngineText", "insert Flatten before it"),
    QT_TRANSLATE_NOOP("EngineText", "insert Embedding before it"),
    QT_TRANSLATE_NOOP("EngineText", "insert ImageToSequence before it"),
    QT_TRANSLATE_NOOP("EngineText", "use Dropout for features"),
    QT_TRANSLATE_NOOP("EngineText", "use a divisor of %1"),
    QT_TRANSLATE_NOOP("EngineText", "use a smaller kernel or more padding"),
    QT_TRANSLATE_NOOP("EngineText", "use a smaller window"),
    QT_TRANSLATE_NOOP("EngineText", "use at most half"),
    QT_TRANSLATE_NOOP("EngineText", "use divisors, or AdaptiveAvgPool2d"),
    QT_TRANSLATE_NOOP("EngineText", "make both branches end in the same shape"),
    QT_TRANSLATE_NOOP("EngineText", "make both end in the same shape"),
    QT_TRANSLATE_NOOP("EngineText", "make all branches end in the same height and width"),
    QT_TRANSLATE_NOOP("EngineText", "choose 1 to %1"),
    QT_TRANSLATE_NOOP("EngineText", "choose 1 or more"),
    QT_TRANSLATE_NOOP("EngineText", "write a number"),
    QT_TRANSLATE_NOOP("EngineText", "write 3 or 3, 5"),
    QT_TRANSLATE_NOOP("EngineText", "wire the data set's label into it"),
    QT_TRANSLATE_NOOP("EngineText", "wire a data set's tokens into it"),
    QT_TRANSLATE_NOOP("EngineText", "wire features into it"),
    QT_TRANSLATE_NOOP("EngineText", "wire an image into it"),
    QT_TRANSLATE_NOOP("EngineText", "wire a sequence into it"),
    QT_TRANSLATE_NOOP("EngineText", "set the last Linear's out_features to classes"),
    QT_TRANSLATE_NOOP("EngineText", "set the last Linear's out_features to %1"),
    QT_TRANSLATE_NOOP("EngineText", "write as many numbers as classes"),
    QT_TRANSLATE_NOOP("EngineText", "no wire leads from %1 to a loss: a dead branch of %2 layers; it is left out of training"),
    QT_TRANSLATE_NOOP("EngineText", "no wire leads from %1 to a loss; it is left out of training"),
    QT_TRANSLATE_NOOP("EngineText", "wire it into a loss, or remove it"),
    QT_TRANSLATE_NOOP("EngineText", "%1 before %2, which applies %3 itself: it learns slowly, as if its scores could not exceed 1"),
    QT_TRANSLATE_NOOP("EngineText", "remove %1: the loss wants raw scores"),
    QT_TRANSLATE_NOOP("EngineText", "not trained: %1 (no path leads from it to the loss)"),
    QT_TRANSLATE_NOOP("EngineText", "not trained: %1 (its name matches no objective's parameters)"),
    QT_TRANSLATE_NOOP("EngineText", "it stays as it was initialised; wire it into the loss, or change the objective's parameters"),
    QT_TRANSLATE_NOOP("EngineText", "a learning rate of %1 is more than %2 is commonly used with (%3 to %4)"),
    QT_TRANSLATE_NOOP("EngineText", "a learning rate of %1 is less than %2 is commonly used with (%3 to %4)"),
    QT_TRANSLATE_NOOP("EngineText", "the loss may become NaN"),
    QT_TRANSLATE_NOOP("EngineText", "the loss may hardly move"),
    QT_TRANSLATE_NOOP("EngineText", "the run takes %1 of the device's %2, most of it"),
    QT_TRANSLATE_NOOP("EngineText", "the run takes %1 of the device's %2"),
    QT_TRANSLATE_NOOP("EngineText", "choose a smaller batch and accumulate gradients over several"),
    QT_TRANSLATE_NOOP("EngineText", "the data set has no training samples"),
    QT_TRANSLATE_NOOP("EngineText", "choose another set or folder"),
    QT_TRANSLATE_NOOP("EngineText", "%1 labels are out of range: up to %2, and there are %3 classes"),
    QT_TRANSLATE_NOOP("EngineText", "number the classes from 0"),
    QT_TRANSLATE_NOOP("EngineText", "%1 labels are negative in %2 samples looked at"),
    QT_TRANSLATE_NOOP("EngineText", "set the loss's ignored label, or take these samples out"),
    QT_TRANSLATE_NOOP("EngineText", "%1 of %2 classes do not occur in %3 samples looked at: %4"),
    QT_TRANSLATE_NOOP("EngineText", "they cannot be learnt; check the folder, or take fewer classes"),
    QT_TRANSLATE_NOOP("EngineText", "the classes are uneven: the most frequent has %1 samples, the rarest %2"),
    QT_TRANSLATE_NOOP("EngineText", "class weights in the loss, or FocalLoss, let rare classes count"),
    QT_TRANSLATE_NOOP("EngineText", "%1 of %2 values are NaN or infinite in %3 samples looked at"),
    QT_TRANSLATE_NOOP("EngineText", "the loss would be NaN at once: fill or remove them"),
    QT_TRANSLATE_NOOP("EngineText", "every value is the same in %1 samples looked at"),
    QT_TRANSLATE_NOOP("EngineText", "nothing can be learnt from it"),
    QT_TRANSLATE_NOOP("EngineText", "%1 of %2 columns never change in %3 samples looked at: %4"),
    QT_TRANSLATE_NOOP("EngineText", "they carry nothing and may be left out"),
    QT_TRANSLATE_NOOP("EngineText", "the batch of %1 is larger than the set's %2 training samples: one step an epoch"),
    QT_TRANSLATE_NOOP("EngineText", "choose a smaller batch"),
    QT_TRANSLATE_NOOP("EngineText", "principal components need three different points of a run, run %1 has stored %2"),
    QT_TRANSLATE_NOOP("EngineText", "train it longer, or take random axes"),
    QT_TRANSLATE_NOOP("EngineText", "run %1 (%2) has no checkpoint"),
    QT_TRANSLATE_NOOP("EngineText", "train it again"),
    QT_TRANSLATE_NOOP("EngineText", "there is no node '%1'"),
    QT_TRANSLATE_NOOP("EngineText", "like it: %1"),
    QT_TRANSLATE_NOOP("EngineText", "there is: %1"),
    QT_TRANSLATE_NOOP("EngineText", "there is no sample %1"),
    QT_TRANSLATE_NOOP("EngineText", "%1 attends to nothing"),
    QT_TRANSLATE_NOOP("EngineText", "the run's loss compares with no class labels"),
    QT_TRANSLATE_NOOP("EngineText", "predictions are shown of models that classify"),
    QT_TRANSLATE_NOOP("EngineText", "the model has no Linear layer whose input would be embedded"),
    QT_TRANSLATE_NOOP("EngineText", "the landscape needs training samples, the data set '%1' has none"),
    QT_TRANSLATE_NOOP("EngineText", "the filter '%1' is wrong at character %2: the quotation does not end"),
    QT_TRANSLATE_NOOP("EngineText", "the filter '%1' is wrong at character %2: '!' is no comparison, '!=' is one"),
    QT_TRANSLATE_NOOP("EngineText", "the filter '%1' is wrong at character %2: it is too long or too deep"),
    QT_TRANSLATE_NOOP("EngineText", "the filter '%1' is wrong at character %2: a ')' is missing"),
    QT_TRANSLATE_NOOP("EngineText", "the filter '%1' is wrong at character %2: a word or a comparison is missing"),
    QT_TRANSLATE_NOOP("EngineText", "the filter '%1' is wrong at character %2: '%3' needs a value"),
    QT_TRANSLATE_NOOP("EngineText", "the filter '%1' is wrong at character %2: '%3' is not expected here"),
    QT_TRANSLATE_NOOP("EngineText", "e.g. loss<0.1 and tag:cnn"),
    QT_TRANSLATE_NOOP("EngineText", "the set has no validation samples: nothing will tell when the network learns by heart"),
};

struct Pattern {
    const char* sentence;
    QRegularExpression form;   ///< one group for each %n, in their order
};

const std::vector<Pattern>& patterns() {
    static const std::vector<Pattern> made = [] {
        std::vector<Pattern> list;
        static const QRegularExpression place("\\\\%\\d");
        for (const char* sentence : kSentences) list.push_back({sentence, QRegularExpression('^' + QRegularExpression::escape(sentence).replace(place, "(.+?)") + '$')});
        return list;
    }();
    return made;
}

/// `text` with %1, %2, ... replaced; what is put in is not looked at again.
QString filled(const QString& text, const QStringList& groups) {
    QString made;
    for (int i = 0; i < text.size(); ++i) {
        const int group = text[i] == '%' && i + 1 < text.size() ? text[i + 1].digitValue() : -1;
        if (group < 1 || group >= groups.size()) made += text[i];
        else made += groups[group], ++i;
    }
    return made;
}

}  // namespace

QString engineText(const std::string& english) {
    const QString text = QString::fromStdString(english);
    if (!Language::instance().chinese()) return text;
    if (const QString known = catalogText(english); known != text) return known;   // a hint may be an attribute's help
    for (const Pattern& pattern : patterns())
        if (const auto match = pattern.form.match(text); match.hasMatch()) return filled(QCoreApplication::translate("EngineText", pattern.sentence), match.capturedTexts());
    return text;
}

QString engineText(const Diagnostic& diagnostic) {
    QStringList place;
    for (const std::string& part : {diagnostic.node, diagnostic.port, diagnostic.field})
        if (!part.empty()) place << QString::fromStdString(part);
    const QString text = withHint(engineText(diagnostic.text), engineText(diagnostic.hint));
    return place.isEmpty() ? text : place.join('.') + ": " + text;
}

QString engineText(const Error& error) {
    QString text = withHint(engineText(error.message), engineText(error.hint));
    for (const Diagnostic& diagnostic : error.diagnostics) text += '\n' + engineText(diagnostic);
    return text;
}

QString withHint(const QString& text, const QString& hint) {
    if (hint.isEmpty()) return text;
    return Language::instance().chinese() ? text + QString::fromUtf8("。") + hint : text + ". " + hint.left(1).toUpper() + hint.mid(1);
}

}  // namespace saddle::app
