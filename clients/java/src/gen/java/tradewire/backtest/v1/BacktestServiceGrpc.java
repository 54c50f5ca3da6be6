package tradewire.backtest.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Owns research jobs and what they found. The same strategy, risk rules and
 * matching run in them as live.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class BacktestServiceGrpc {

  private BacktestServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "tradewire.backtest.v1.BacktestService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<tradewire.backtest.v1.CreateBacktestRequest,
      tradewire.backtest.v1.Backtest> getCreateBacktestMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateBacktest",
      requestType = tradewire.backtest.v1.CreateBacktestRequest.class,
      responseType = tradewire.backtest.v1.Backtest.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.backtest.v1.CreateBacktestRequest,
      tradewire.backtest.v1.Backtest> getCreateBacktestMethod() {
    io.grpc.MethodDescriptor<tradewire.backtest.v1.CreateBacktestRequest, tradewire.backtest.v1.Backtest> getCreateBacktestMethod;
    if ((getCreateBacktestMethod = BacktestServiceGrpc.getCreateBacktestMethod) == null) {
      synchronized (BacktestServiceGrpc.class) {
        if ((getCreateBacktestMethod = BacktestServiceGrpc.getCreateBacktestMethod) == null) {
          BacktestServiceGrpc.getCreateBacktestMethod = getCreateBacktestMethod =
              io.grpc.MethodDescriptor.<tradewire.backtest.v1.CreateBacktestRequest, tradewire.backtest.v1.Backtest>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateBacktest"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.CreateBacktestRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.Backtest.getDefaultInstance()))
              .setSchemaDescriptor(new BacktestServiceMethodDescriptorSupplier("CreateBacktest"))
              .build();
        }
      }
    }
    return getCreateBacktestMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.backtest.v1.GetBacktestRequest,
      tradewire.backtest.v1.Backtest> getGetBacktestMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetBacktest",
      requestType = tradewire.backtest.v1.GetBacktestRequest.class,
      responseType = tradewire.backtest.v1.Backtest.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.backtest.v1.GetBacktestRequest,
      tradewire.backtest.v1.Backtest> getGetBacktestMethod() {
    io.grpc.MethodDescriptor<tradewire.backtest.v1.GetBacktestRequest, tradewire.backtest.v1.Backtest> getGetBacktestMethod;
    if ((getGetBacktestMethod = BacktestServiceGrpc.getGetBacktestMethod) == null) {
      synchronized (BacktestServiceGrpc.class) {
        if ((getGetBacktestMethod = BacktestServiceGrpc.getGetBacktestMethod) == null) {
          BacktestServiceGrpc.getGetBacktestMethod = getGetBacktestMethod =
              io.grpc.MethodDescriptor.<tradewire.backtest.v1.GetBacktestRequest, tradewire.backtest.v1.Backtest>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetBacktest"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.GetBacktestRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.Backtest.getDefaultInstance()))
              .setSchemaDescriptor(new BacktestServiceMethodDescriptorSupplier("GetBacktest"))
              .build();
        }
      }
    }
    return getGetBacktestMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.backtest.v1.ListBacktestsRequest,
      tradewire.backtest.v1.ListBacktestsResponse> getListBacktestsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListBacktests",
      requestType = tradewire.backtest.v1.ListBacktestsRequest.class,
      responseType = tradewire.backtest.v1.ListBacktestsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.backtest.v1.ListBacktestsRequest,
      tradewire.backtest.v1.ListBacktestsResponse> getListBacktestsMethod() {
    io.grpc.MethodDescriptor<tradewire.backtest.v1.ListBacktestsRequest, tradewire.backtest.v1.ListBacktestsResponse> getListBacktestsMethod;
    if ((getListBacktestsMethod = BacktestServiceGrpc.getListBacktestsMethod) == null) {
      synchronized (BacktestServiceGrpc.class) {
        if ((getListBacktestsMethod = BacktestServiceGrpc.getListBacktestsMethod) == null) {
          BacktestServiceGrpc.getListBacktestsMethod = getListBacktestsMethod =
              io.grpc.MethodDescriptor.<tradewire.backtest.v1.ListBacktestsRequest, tradewire.backtest.v1.ListBacktestsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListBacktests"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.ListBacktestsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.ListBacktestsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new BacktestServiceMethodDescriptorSupplier("ListBacktests"))
              .build();
        }
      }
    }
    return getListBacktestsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.backtest.v1.CancelBacktestRequest,
      tradewire.backtest.v1.Backtest> getCancelBacktestMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CancelBacktest",
      requestType = tradewire.backtest.v1.CancelBacktestRequest.class,
      responseType = tradewire.backtest.v1.Backtest.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.backtest.v1.CancelBacktestRequest,
      tradewire.backtest.v1.Backtest> getCancelBacktestMethod() {
    io.grpc.MethodDescriptor<tradewire.backtest.v1.CancelBacktestRequest, tradewire.backtest.v1.Backtest> getCancelBacktestMethod;
    if ((getCancelBacktestMethod = BacktestServiceGrpc.getCancelBacktestMethod) == null) {
      synchronized (BacktestServiceGrpc.class) {
        if ((getCancelBacktestMethod = BacktestServiceGrpc.getCancelBacktestMethod) == null) {
          BacktestServiceGrpc.getCancelBacktestMethod = getCancelBacktestMethod =
              io.grpc.MethodDescriptor.<tradewire.backtest.v1.CancelBacktestRequest, tradewire.backtest.v1.Backtest>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CancelBacktest"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.CancelBacktestRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.Backtest.getDefaultInstance()))
              .setSchemaDescriptor(new BacktestServiceMethodDescriptorSupplier("CancelBacktest"))
              .build();
        }
      }
    }
    return getCancelBacktestMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.backtest.v1.DeleteBacktestRequest,
      com.google.protobuf.Empty> getDeleteBacktestMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteBacktest",
      requestType = tradewire.backtest.v1.DeleteBacktestRequest.class,
      responseType = com.google.protobuf.Empty.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.backtest.v1.DeleteBacktestRequest,
      com.google.protobuf.Empty> getDeleteBacktestMethod() {
    io.grpc.MethodDescriptor<tradewire.backtest.v1.DeleteBacktestRequest, com.google.protobuf.Empty> getDeleteBacktestMethod;
    if ((getDeleteBacktestMethod = BacktestServiceGrpc.getDeleteBacktestMethod) == null) {
      synchronized (BacktestServiceGrpc.class) {
        if ((getDeleteBacktestMethod = BacktestServiceGrpc.getDeleteBacktestMethod) == null) {
          BacktestServiceGrpc.getDeleteBacktestMethod = getDeleteBacktestMethod =
              io.grpc.MethodDescriptor.<tradewire.backtest.v1.DeleteBacktestRequest, com.google.protobuf.Empty>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteBacktest"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.DeleteBacktestRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.google.protobuf.Empty.getDefaultInstance()))
              .setSchemaDescriptor(new BacktestServiceMethodDescriptorSupplier("DeleteBacktest"))
              .build();
        }
      }
    }
    return getDeleteBacktestMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.backtest.v1.StreamBacktestEventsRequest,
      tradewire.backtest.v1.StreamBacktestEventsResponse> getStreamBacktestEventsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StreamBacktestEvents",
      requestType = tradewire.backtest.v1.StreamBacktestEventsRequest.class,
      responseType = tradewire.backtest.v1.StreamBacktestEventsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<tradewire.backtest.v1.StreamBacktestEventsRequest,
      tradewire.backtest.v1.StreamBacktestEventsResponse> getStreamBacktestEventsMethod() {
    io.grpc.MethodDescriptor<tradewire.backtest.v1.StreamBacktestEventsRequest, tradewire.backtest.v1.StreamBacktestEventsResponse> getStreamBacktestEventsMethod;
    if ((getStreamBacktestEventsMethod = BacktestServiceGrpc.getStreamBacktestEventsMethod) == null) {
      synchronized (BacktestServiceGrpc.class) {
        if ((getStreamBacktestEventsMethod = BacktestServiceGrpc.getStreamBacktestEventsMethod) == null) {
          BacktestServiceGrpc.getStreamBacktestEventsMethod = getStreamBacktestEventsMethod =
              io.grpc.MethodDescriptor.<tradewire.backtest.v1.StreamBacktestEventsRequest, tradewire.backtest.v1.StreamBacktestEventsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StreamBacktestEvents"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.StreamBacktestEventsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.StreamBacktestEventsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new BacktestServiceMethodDescriptorSupplier("StreamBacktestEvents"))
              .build();
        }
      }
    }
    return getStreamBacktestEventsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.backtest.v1.GetBacktestResultRequest,
      tradewire.backtest.v1.BacktestResult> getGetBacktestResultMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetBacktestResult",
      requestType = tradewire.backtest.v1.GetBacktestResultRequest.class,
      responseType = tradewire.backtest.v1.BacktestResult.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.backtest.v1.GetBacktestResultRequest,
      tradewire.backtest.v1.BacktestResult> getGetBacktestResultMethod() {
    io.grpc.MethodDescriptor<tradewire.backtest.v1.GetBacktestResultRequest, tradewire.backtest.v1.BacktestResult> getGetBacktestResultMethod;
    if ((getGetBacktestResultMethod = BacktestServiceGrpc.getGetBacktestResultMethod) == null) {
      synchronized (BacktestServiceGrpc.class) {
        if ((getGetBacktestResultMethod = BacktestServiceGrpc.getGetBacktestResultMethod) == null) {
          BacktestServiceGrpc.getGetBacktestResultMethod = getGetBacktestResultMethod =
              io.grpc.MethodDescriptor.<tradewire.backtest.v1.GetBacktestResultRequest, tradewire.backtest.v1.BacktestResult>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetBacktestResult"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.GetBacktestResultRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.BacktestResult.getDefaultInstance()))
              .setSchemaDescriptor(new BacktestServiceMethodDescriptorSupplier("GetBacktestResult"))
              .build();
        }
      }
    }
    return getGetBacktestResultMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.backtest.v1.ListTrialsRequest,
      tradewire.backtest.v1.ListTrialsResponse> getListTrialsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListTrials",
      requestType = tradewire.backtest.v1.ListTrialsRequest.class,
      responseType = tradewire.backtest.v1.ListTrialsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.backtest.v1.ListTrialsRequest,
      tradewire.backtest.v1.ListTrialsResponse> getListTrialsMethod() {
    io.grpc.MethodDescriptor<tradewire.backtest.v1.ListTrialsRequest, tradewire.backtest.v1.ListTrialsResponse> getListTrialsMethod;
    if ((getListTrialsMethod = BacktestServiceGrpc.getListTrialsMethod) == null) {
      synchronized (BacktestServiceGrpc.class) {
        if ((getListTrialsMethod = BacktestServiceGrpc.getListTrialsMethod) == null) {
          BacktestServiceGrpc.getListTrialsMethod = getListTrialsMethod =
              io.grpc.MethodDescriptor.<tradewire.backtest.v1.ListTrialsRequest, tradewire.backtest.v1.ListTrialsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListTrials"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.ListTrialsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.ListTrialsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new BacktestServiceMethodDescriptorSupplier("ListTrials"))
              .build();
        }
      }
    }
    return getListTrialsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.backtest.v1.ListRoundTripsRequest,
      tradewire.backtest.v1.ListRoundTripsResponse> getListRoundTripsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListRoundTrips",
      requestType = tradewire.backtest.v1.ListRoundTripsRequest.class,
      responseType = tradewire.backtest.v1.ListRoundTripsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.backtest.v1.ListRoundTripsRequest,
      tradewire.backtest.v1.ListRoundTripsResponse> getListRoundTripsMethod() {
    io.grpc.MethodDescriptor<tradewire.backtest.v1.ListRoundTripsRequest, tradewire.backtest.v1.ListRoundTripsResponse> getListRoundTripsMethod;
    if ((getListRoundTripsMethod = BacktestServiceGrpc.getListRoundTripsMethod) == null) {
      synchronized (BacktestServiceGrpc.class) {
        if ((getListRoundTripsMethod = BacktestServiceGrpc.getListRoundTripsMethod) == null) {
          BacktestServiceGrpc.getListRoundTripsMethod = getListRoundTripsMethod =
              io.grpc.MethodDescriptor.<tradewire.backtest.v1.ListRoundTripsRequest, tradewire.backtest.v1.ListRoundTripsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListRoundTrips"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.ListRoundTripsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.ListRoundTripsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new BacktestServiceMethodDescriptorSupplier("ListRoundTrips"))
              .build();
        }
      }
    }
    return getListRoundTripsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.backtest.v1.ListBacktestOrdersRequest,
      tradewire.backtest.v1.ListBacktestOrdersResponse> getListBacktestOrdersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListBacktestOrders",
      requestType = tradewire.backtest.v1.ListBacktestOrdersRequest.class,
      responseType = tradewire.backtest.v1.ListBacktestOrdersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.backtest.v1.ListBacktestOrdersRequest,
      tradewire.backtest.v1.ListBacktestOrdersResponse> getListBacktestOrdersMethod() {
    io.grpc.MethodDescriptor<tradewire.backtest.v1.ListBacktestOrdersRequest, tradewire.backtest.v1.ListBacktestOrdersResponse> getListBacktestOrdersMethod;
    if ((getListBacktestOrdersMethod = BacktestServiceGrpc.getListBacktestOrdersMethod) == null) {
      synchronized (BacktestServiceGrpc.class) {
        if ((getListBacktestOrdersMethod = BacktestServiceGrpc.getListBacktestOrdersMethod) == null) {
          BacktestServiceGrpc.getListBacktestOrdersMethod = getListBacktestOrdersMethod =
              io.grpc.MethodDescriptor.<tradewire.backtest.v1.ListBacktestOrdersRequest, tradewire.backtest.v1.ListBacktestOrdersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListBacktestOrders"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.ListBacktestOrdersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.ListBacktestOrdersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new BacktestServiceMethodDescriptorSupplier("ListBacktestOrders"))
              .build();
        }
      }
    }
    return getListBacktestOrdersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.backtest.v1.ListBacktestFillsRequest,
      tradewire.backtest.v1.ListBacktestFillsResponse> getListBacktestFillsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListBacktestFills",
      requestType = tradewire.backtest.v1.ListBacktestFillsRequest.class,
      responseType = tradewire.backtest.v1.ListBacktestFillsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.backtest.v1.ListBacktestFillsRequest,
      tradewire.backtest.v1.ListBacktestFillsResponse> getListBacktestFillsMethod() {
    io.grpc.MethodDescriptor<tradewire.backtest.v1.ListBacktestFillsRequest, tradewire.backtest.v1.ListBacktestFillsResponse> getListBacktestFillsMethod;
    if ((getListBacktestFillsMethod = BacktestServiceGrpc.getListBacktestFillsMethod) == null) {
      synchronized (BacktestServiceGrpc.class) {
        if ((getListBacktestFillsMethod = BacktestServiceGrpc.getListBacktestFillsMethod) == null) {
          BacktestServiceGrpc.getListBacktestFillsMethod = getListBacktestFillsMethod =
              io.grpc.MethodDescriptor.<tradewire.backtest.v1.ListBacktestFillsRequest, tradewire.backtest.v1.ListBacktestFillsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListBacktestFills"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.ListBacktestFillsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.ListBacktestFillsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new BacktestServiceMethodDescriptorSupplier("ListBacktestFills"))
              .build();
        }
      }
    }
    return getListBacktestFillsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.backtest.v1.GetEquityCurveRequest,
      tradewire.backtest.v1.EquityCurve> getGetEquityCurveMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetEquityCurve",
      requestType = tradewire.backtest.v1.GetEquityCurveRequest.class,
      responseType = tradewire.backtest.v1.EquityCurve.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.backtest.v1.GetEquityCurveRequest,
      tradewire.backtest.v1.EquityCurve> getGetEquityCurveMethod() {
    io.grpc.MethodDescriptor<tradewire.backtest.v1.GetEquityCurveRequest, tradewire.backtest.v1.EquityCurve> getGetEquityCurveMethod;
    if ((getGetEquityCurveMethod = BacktestServiceGrpc.getGetEquityCurveMethod) == null) {
      synchronized (BacktestServiceGrpc.class) {
        if ((getGetEquityCurveMethod = BacktestServiceGrpc.getGetEquityCurveMethod) == null) {
          BacktestServiceGrpc.getGetEquityCurveMethod = getGetEquityCurveMethod =
              io.grpc.MethodDescriptor.<tradewire.backtest.v1.GetEquityCurveRequest, tradewire.backtest.v1.EquityCurve>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetEquityCurve"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.GetEquityCurveRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.EquityCurve.getDefaultInstance()))
              .setSchemaDescriptor(new BacktestServiceMethodDescriptorSupplier("GetEquityCurve"))
              .build();
        }
      }
    }
    return getGetEquityCurveMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.backtest.v1.CompareBacktestsRequest,
      tradewire.backtest.v1.BacktestComparison> getCompareBacktestsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CompareBacktests",
      requestType = tradewire.backtest.v1.CompareBacktestsRequest.class,
      responseType = tradewire.backtest.v1.BacktestComparison.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.backtest.v1.CompareBacktestsRequest,
      tradewire.backtest.v1.BacktestComparison> getCompareBacktestsMethod() {
    io.grpc.MethodDescriptor<tradewire.backtest.v1.CompareBacktestsRequest, tradewire.backtest.v1.BacktestComparison> getCompareBacktestsMethod;
    if ((getCompareBacktestsMethod = BacktestServiceGrpc.getCompareBacktestsMethod) == null) {
      synchronized (BacktestServiceGrpc.class) {
        if ((getCompareBacktestsMethod = BacktestServiceGrpc.getCompareBacktestsMethod) == null) {
          BacktestServiceGrpc.getCompareBacktestsMethod = getCompareBacktestsMethod =
              io.grpc.MethodDescriptor.<tradewire.backtest.v1.CompareBacktestsRequest, tradewire.backtest.v1.BacktestComparison>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CompareBacktests"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.CompareBacktestsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.BacktestComparison.getDefaultInstance()))
              .setSchemaDescriptor(new BacktestServiceMethodDescriptorSupplier("CompareBacktests"))
              .build();
        }
      }
    }
    return getCompareBacktestsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.backtest.v1.GetBacktestReportRequest,
      com.google.api.HttpBody> getGetBacktestReportMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetBacktestReport",
      requestType = tradewire.backtest.v1.GetBacktestReportRequest.class,
      responseType = com.google.api.HttpBody.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.backtest.v1.GetBacktestReportRequest,
      com.google.api.HttpBody> getGetBacktestReportMethod() {
    io.grpc.MethodDescriptor<tradewire.backtest.v1.GetBacktestReportRequest, com.google.api.HttpBody> getGetBacktestReportMethod;
    if ((getGetBacktestReportMethod = BacktestServiceGrpc.getGetBacktestReportMethod) == null) {
      synchronized (BacktestServiceGrpc.class) {
        if ((getGetBacktestReportMethod = BacktestServiceGrpc.getGetBacktestReportMethod) == null) {
          BacktestServiceGrpc.getGetBacktestReportMethod = getGetBacktestReportMethod =
              io.grpc.MethodDescriptor.<tradewire.backtest.v1.GetBacktestReportRequest, com.google.api.HttpBody>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetBacktestReport"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.backtest.v1.GetBacktestReportRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.google.api.HttpBody.getDefaultInstance()))
              .setSchemaDescriptor(new BacktestServiceMethodDescriptorSupplier("GetBacktestReport"))
              .build();
        }
      }
    }
    return getGetBacktestReportMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static BacktestServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<BacktestServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<BacktestServiceStub>() {
        @java.lang.Override
        public BacktestServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new BacktestServiceStub(channel, callOptions);
        }
      };
    return BacktestServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static BacktestServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<BacktestServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<BacktestServiceBlockingV2Stub>() {
        @java.lang.Override
        public BacktestServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new BacktestServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return BacktestServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static BacktestServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<BacktestServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<BacktestServiceBlockingStub>() {
        @java.lang.Override
        public BacktestServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new BacktestServiceBlockingStub(channel, callOptions);
        }
      };
    return BacktestServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static BacktestServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<BacktestServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<BacktestServiceFutureStub>() {
        @java.lang.Override
        public BacktestServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new BacktestServiceFutureStub(channel, callOptions);
        }
      };
    return BacktestServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Owns research jobs and what they found. The same strategy, risk rules and
   * matching run in them as live.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Creates a backtest: a single run, a grid, a walk forward, Monte Carlo paths,
     * each instrument by itself, or a search with an out-of-sample test. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void createBacktest(tradewire.backtest.v1.CreateBacktestRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.Backtest> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateBacktestMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gets a backtest and how far it is. NOT_FOUND where there is none. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void getBacktest(tradewire.backtest.v1.GetBacktestRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.Backtest> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetBacktestMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists backtests, newest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void listBacktests(tradewire.backtest.v1.ListBacktestsRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.ListBacktestsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListBacktestsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Cancels a backtest that is queued or running; finished trials stay.
     * FAILED_PRECONDITION once it is final. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    default void cancelBacktest(tradewire.backtest.v1.CancelBacktestRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.Backtest> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCancelBacktestMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes a final backtest with all that it found, for good.
     * FAILED_PRECONDITION while it is queued or running. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    default void deleteBacktest(tradewire.backtest.v1.DeleteBacktestRequest request,
        io.grpc.stub.StreamObserver<com.google.protobuf.Empty> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteBacktestMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams a backtest's progress and its trials as they end, and ends with it.
     * OUT_OF_RANGE where the position is of another log. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    default void streamBacktestEvents(tradewire.backtest.v1.StreamBacktestEventsRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.StreamBacktestEventsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStreamBacktestEventsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gets what a backtest found. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void getBacktestResult(tradewire.backtest.v1.GetBacktestResultRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.BacktestResult> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetBacktestResultMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists a backtest's trials. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void listTrials(tradewire.backtest.v1.ListTrialsRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.ListTrialsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListTrialsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists a trial's round trips. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void listRoundTrips(tradewire.backtest.v1.ListRoundTripsRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.ListRoundTripsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListRoundTripsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists a trial's orders, in the message of live orders. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    default void listBacktestOrders(tradewire.backtest.v1.ListBacktestOrdersRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.ListBacktestOrdersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListBacktestOrdersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists a trial's fills, in the message of live fills. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    default void listBacktestFills(tradewire.backtest.v1.ListBacktestFillsRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.ListBacktestFillsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListBacktestFillsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gets a trial's equity over time, in columns. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    default void getEquityCurve(tradewire.backtest.v1.GetEquityCurveRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.EquityCurve> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetEquityCurveMethod(), responseObserver);
    }

    /**
     * <pre>
     * Compares backtests: figures side by side, settings that differ, and the
     * first order that does. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void compareBacktests(tradewire.backtest.v1.CompareBacktestsRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.BacktestComparison> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCompareBacktestsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gets a backtest's report, an HTML page (text/html). Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    default void getBacktestReport(tradewire.backtest.v1.GetBacktestReportRequest request,
        io.grpc.stub.StreamObserver<com.google.api.HttpBody> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetBacktestReportMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service BacktestService.
   * <pre>
   * Owns research jobs and what they found. The same strategy, risk rules and
   * matching run in them as live.
   * </pre>
   */
  public static abstract class BacktestServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return BacktestServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service BacktestService.
   * <pre>
   * Owns research jobs and what they found. The same strategy, risk rules and
   * matching run in them as live.
   * </pre>
   */
  public static final class BacktestServiceStub
      extends io.grpc.stub.AbstractAsyncStub<BacktestServiceStub> {
    private BacktestServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected BacktestServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new BacktestServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a backtest: a single run, a grid, a walk forward, Monte Carlo paths,
     * each instrument by itself, or a search with an out-of-sample test. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void createBacktest(tradewire.backtest.v1.CreateBacktestRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.Backtest> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateBacktestMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gets a backtest and how far it is. NOT_FOUND where there is none. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void getBacktest(tradewire.backtest.v1.GetBacktestRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.Backtest> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetBacktestMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists backtests, newest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void listBacktests(tradewire.backtest.v1.ListBacktestsRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.ListBacktestsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListBacktestsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Cancels a backtest that is queued or running; finished trials stay.
     * FAILED_PRECONDITION once it is final. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public void cancelBacktest(tradewire.backtest.v1.CancelBacktestRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.Backtest> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCancelBacktestMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes a final backtest with all that it found, for good.
     * FAILED_PRECONDITION while it is queued or running. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public void deleteBacktest(tradewire.backtest.v1.DeleteBacktestRequest request,
        io.grpc.stub.StreamObserver<com.google.protobuf.Empty> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteBacktestMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams a backtest's progress and its trials as they end, and ends with it.
     * OUT_OF_RANGE where the position is of another log. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public void streamBacktestEvents(tradewire.backtest.v1.StreamBacktestEventsRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.StreamBacktestEventsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getStreamBacktestEventsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gets what a backtest found. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void getBacktestResult(tradewire.backtest.v1.GetBacktestResultRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.BacktestResult> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetBacktestResultMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists a backtest's trials. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void listTrials(tradewire.backtest.v1.ListTrialsRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.ListTrialsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListTrialsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists a trial's round trips. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void listRoundTrips(tradewire.backtest.v1.ListRoundTripsRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.ListRoundTripsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListRoundTripsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists a trial's orders, in the message of live orders. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public void listBacktestOrders(tradewire.backtest.v1.ListBacktestOrdersRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.ListBacktestOrdersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListBacktestOrdersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists a trial's fills, in the message of live fills. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public void listBacktestFills(tradewire.backtest.v1.ListBacktestFillsRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.ListBacktestFillsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListBacktestFillsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gets a trial's equity over time, in columns. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    public void getEquityCurve(tradewire.backtest.v1.GetEquityCurveRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.EquityCurve> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetEquityCurveMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Compares backtests: figures side by side, settings that differ, and the
     * first order that does. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void compareBacktests(tradewire.backtest.v1.CompareBacktestsRequest request,
        io.grpc.stub.StreamObserver<tradewire.backtest.v1.BacktestComparison> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCompareBacktestsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gets a backtest's report, an HTML page (text/html). Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public void getBacktestReport(tradewire.backtest.v1.GetBacktestReportRequest request,
        io.grpc.stub.StreamObserver<com.google.api.HttpBody> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetBacktestReportMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service BacktestService.
   * <pre>
   * Owns research jobs and what they found. The same strategy, risk rules and
   * matching run in them as live.
   * </pre>
   */
  public static final class BacktestServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<BacktestServiceBlockingV2Stub> {
    private BacktestServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected BacktestServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new BacktestServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a backtest: a single run, a grid, a walk forward, Monte Carlo paths,
     * each instrument by itself, or a search with an out-of-sample test. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.Backtest createBacktest(tradewire.backtest.v1.CreateBacktestRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateBacktestMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a backtest and how far it is. NOT_FOUND where there is none. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.Backtest getBacktest(tradewire.backtest.v1.GetBacktestRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetBacktestMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists backtests, newest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.ListBacktestsResponse listBacktests(tradewire.backtest.v1.ListBacktestsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListBacktestsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Cancels a backtest that is queued or running; finished trials stay.
     * FAILED_PRECONDITION once it is final. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public tradewire.backtest.v1.Backtest cancelBacktest(tradewire.backtest.v1.CancelBacktestRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCancelBacktestMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a final backtest with all that it found, for good.
     * FAILED_PRECONDITION while it is queued or running. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public com.google.protobuf.Empty deleteBacktest(tradewire.backtest.v1.DeleteBacktestRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteBacktestMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams a backtest's progress and its trials as they end, and ends with it.
     * OUT_OF_RANGE where the position is of another log. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, tradewire.backtest.v1.StreamBacktestEventsResponse>
        streamBacktestEvents(tradewire.backtest.v1.StreamBacktestEventsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getStreamBacktestEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets what a backtest found. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.BacktestResult getBacktestResult(tradewire.backtest.v1.GetBacktestResultRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetBacktestResultMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a backtest's trials. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.ListTrialsResponse listTrials(tradewire.backtest.v1.ListTrialsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListTrialsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a trial's round trips. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.ListRoundTripsResponse listRoundTrips(tradewire.backtest.v1.ListRoundTripsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListRoundTripsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a trial's orders, in the message of live orders. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.ListBacktestOrdersResponse listBacktestOrders(tradewire.backtest.v1.ListBacktestOrdersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListBacktestOrdersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a trial's fills, in the message of live fills. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.ListBacktestFillsResponse listBacktestFills(tradewire.backtest.v1.ListBacktestFillsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListBacktestFillsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a trial's equity over time, in columns. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    public tradewire.backtest.v1.EquityCurve getEquityCurve(tradewire.backtest.v1.GetEquityCurveRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetEquityCurveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Compares backtests: figures side by side, settings that differ, and the
     * first order that does. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.BacktestComparison compareBacktests(tradewire.backtest.v1.CompareBacktestsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCompareBacktestsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a backtest's report, an HTML page (text/html). Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public com.google.api.HttpBody getBacktestReport(tradewire.backtest.v1.GetBacktestReportRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetBacktestReportMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service BacktestService.
   * <pre>
   * Owns research jobs and what they found. The same strategy, risk rules and
   * matching run in them as live.
   * </pre>
   */
  public static final class BacktestServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<BacktestServiceBlockingStub> {
    private BacktestServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected BacktestServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new BacktestServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a backtest: a single run, a grid, a walk forward, Monte Carlo paths,
     * each instrument by itself, or a search with an out-of-sample test. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.Backtest createBacktest(tradewire.backtest.v1.CreateBacktestRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateBacktestMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a backtest and how far it is. NOT_FOUND where there is none. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.Backtest getBacktest(tradewire.backtest.v1.GetBacktestRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetBacktestMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists backtests, newest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.ListBacktestsResponse listBacktests(tradewire.backtest.v1.ListBacktestsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListBacktestsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Cancels a backtest that is queued or running; finished trials stay.
     * FAILED_PRECONDITION once it is final. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public tradewire.backtest.v1.Backtest cancelBacktest(tradewire.backtest.v1.CancelBacktestRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCancelBacktestMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a final backtest with all that it found, for good.
     * FAILED_PRECONDITION while it is queued or running. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public com.google.protobuf.Empty deleteBacktest(tradewire.backtest.v1.DeleteBacktestRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteBacktestMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams a backtest's progress and its trials as they end, and ends with it.
     * OUT_OF_RANGE where the position is of another log. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public java.util.Iterator<tradewire.backtest.v1.StreamBacktestEventsResponse> streamBacktestEvents(
        tradewire.backtest.v1.StreamBacktestEventsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getStreamBacktestEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets what a backtest found. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.BacktestResult getBacktestResult(tradewire.backtest.v1.GetBacktestResultRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetBacktestResultMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a backtest's trials. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.ListTrialsResponse listTrials(tradewire.backtest.v1.ListTrialsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListTrialsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a trial's round trips. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.ListRoundTripsResponse listRoundTrips(tradewire.backtest.v1.ListRoundTripsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListRoundTripsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a trial's orders, in the message of live orders. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.ListBacktestOrdersResponse listBacktestOrders(tradewire.backtest.v1.ListBacktestOrdersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListBacktestOrdersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a trial's fills, in the message of live fills. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.ListBacktestFillsResponse listBacktestFills(tradewire.backtest.v1.ListBacktestFillsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListBacktestFillsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a trial's equity over time, in columns. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    public tradewire.backtest.v1.EquityCurve getEquityCurve(tradewire.backtest.v1.GetEquityCurveRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetEquityCurveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Compares backtests: figures side by side, settings that differ, and the
     * first order that does. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.backtest.v1.BacktestComparison compareBacktests(tradewire.backtest.v1.CompareBacktestsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCompareBacktestsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a backtest's report, an HTML page (text/html). Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public com.google.api.HttpBody getBacktestReport(tradewire.backtest.v1.GetBacktestReportRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetBacktestReportMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service BacktestService.
   * <pre>
   * Owns research jobs and what they found. The same strategy, risk rules and
   * matching run in them as live.
   * </pre>
   */
  public static final class BacktestServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<BacktestServiceFutureStub> {
    private BacktestServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected BacktestServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new BacktestServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a backtest: a single run, a grid, a walk forward, Monte Carlo paths,
     * each instrument by itself, or a search with an out-of-sample test. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.backtest.v1.Backtest> createBacktest(
        tradewire.backtest.v1.CreateBacktestRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateBacktestMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gets a backtest and how far it is. NOT_FOUND where there is none. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.backtest.v1.Backtest> getBacktest(
        tradewire.backtest.v1.GetBacktestRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetBacktestMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists backtests, newest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.backtest.v1.ListBacktestsResponse> listBacktests(
        tradewire.backtest.v1.ListBacktestsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListBacktestsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Cancels a backtest that is queued or running; finished trials stay.
     * FAILED_PRECONDITION once it is final. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.backtest.v1.Backtest> cancelBacktest(
        tradewire.backtest.v1.CancelBacktestRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCancelBacktestMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes a final backtest with all that it found, for good.
     * FAILED_PRECONDITION while it is queued or running. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.google.protobuf.Empty> deleteBacktest(
        tradewire.backtest.v1.DeleteBacktestRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteBacktestMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gets what a backtest found. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.backtest.v1.BacktestResult> getBacktestResult(
        tradewire.backtest.v1.GetBacktestResultRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetBacktestResultMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists a backtest's trials. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.backtest.v1.ListTrialsResponse> listTrials(
        tradewire.backtest.v1.ListTrialsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListTrialsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists a trial's round trips. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.backtest.v1.ListRoundTripsResponse> listRoundTrips(
        tradewire.backtest.v1.ListRoundTripsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListRoundTripsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists a trial's orders, in the message of live orders. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.backtest.v1.ListBacktestOrdersResponse> listBacktestOrders(
        tradewire.backtest.v1.ListBacktestOrdersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListBacktestOrdersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists a trial's fills, in the message of live fills. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.backtest.v1.ListBacktestFillsResponse> listBacktestFills(
        tradewire.backtest.v1.ListBacktestFillsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListBacktestFillsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gets a trial's equity over time, in columns. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.backtest.v1.EquityCurve> getEquityCurve(
        tradewire.backtest.v1.GetEquityCurveRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetEquityCurveMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Compares backtests: figures side by side, settings that differ, and the
     * first order that does. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.backtest.v1.BacktestComparison> compareBacktests(
        tradewire.backtest.v1.CompareBacktestsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCompareBacktestsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gets a backtest's report, an HTML page (text/html). Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.google.api.HttpBody> getBacktestReport(
        tradewire.backtest.v1.GetBacktestReportRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetBacktestReportMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_CREATE_BACKTEST = 0;
  private static final int METHODID_GET_BACKTEST = 1;
  private static final int METHODID_LIST_BACKTESTS = 2;
  private static final int METHODID_CANCEL_BACKTEST = 3;
  private static final int METHODID_DELETE_BACKTEST = 4;
  private static final int METHODID_STREAM_BACKTEST_EVENTS = 5;
  private static final int METHODID_GET_BACKTEST_RESULT = 6;
  private static final int METHODID_LIST_TRIALS = 7;
  private static final int METHODID_LIST_ROUND_TRIPS = 8;
  private static final int METHODID_LIST_BACKTEST_ORDERS = 9;
  private static final int METHODID_LIST_BACKTEST_FILLS = 10;
  private static final int METHODID_GET_EQUITY_CURVE = 11;
  private static final int METHODID_COMPARE_BACKTESTS = 12;
  private static final int METHODID_GET_BACKTEST_REPORT = 13;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final AsyncService serviceImpl;
    private final int methodId;

    MethodHandlers(AsyncService serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_CREATE_BACKTEST:
          serviceImpl.createBacktest((tradewire.backtest.v1.CreateBacktestRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.backtest.v1.Backtest>) responseObserver);
          break;
        case METHODID_GET_BACKTEST:
          serviceImpl.getBacktest((tradewire.backtest.v1.GetBacktestRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.backtest.v1.Backtest>) responseObserver);
          break;
        case METHODID_LIST_BACKTESTS:
          serviceImpl.listBacktests((tradewire.backtest.v1.ListBacktestsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.backtest.v1.ListBacktestsResponse>) responseObserver);
          break;
        case METHODID_CANCEL_BACKTEST:
          serviceImpl.cancelBacktest((tradewire.backtest.v1.CancelBacktestRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.backtest.v1.Backtest>) responseObserver);
          break;
        case METHODID_DELETE_BACKTEST:
          serviceImpl.deleteBacktest((tradewire.backtest.v1.DeleteBacktestRequest) request,
              (io.grpc.stub.StreamObserver<com.google.protobuf.Empty>) responseObserver);
          break;
        case METHODID_STREAM_BACKTEST_EVENTS:
          serviceImpl.streamBacktestEvents((tradewire.backtest.v1.StreamBacktestEventsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.backtest.v1.StreamBacktestEventsResponse>) responseObserver);
          break;
        case METHODID_GET_BACKTEST_RESULT:
          serviceImpl.getBacktestResult((tradewire.backtest.v1.GetBacktestResultRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.backtest.v1.BacktestResult>) responseObserver);
          break;
        case METHODID_LIST_TRIALS:
          serviceImpl.listTrials((tradewire.backtest.v1.ListTrialsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.backtest.v1.ListTrialsResponse>) responseObserver);
          break;
        case METHODID_LIST_ROUND_TRIPS:
          serviceImpl.listRoundTrips((tradewire.backtest.v1.ListRoundTripsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.backtest.v1.ListRoundTripsResponse>) responseObserver);
          break;
        case METHODID_LIST_BACKTEST_ORDERS:
          serviceImpl.listBacktestOrders((tradewire.backtest.v1.ListBacktestOrdersRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.backtest.v1.ListBacktestOrdersResponse>) responseObserver);
          break;
        case METHODID_LIST_BACKTEST_FILLS:
          serviceImpl.listBacktestFills((tradewire.backtest.v1.ListBacktestFillsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.backtest.v1.ListBacktestFillsResponse>) responseObserver);
          break;
        case METHODID_GET_EQUITY_CURVE:
          serviceImpl.getEquityCurve((tradewire.backtest.v1.GetEquityCurveRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.backtest.v1.EquityCurve>) responseObserver);
          break;
        case METHODID_COMPARE_BACKTESTS:
          serviceImpl.compareBacktests((tradewire.backtest.v1.CompareBacktestsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.backtest.v1.BacktestComparison>) responseObserver);
          break;
        case METHODID_GET_BACKTEST_REPORT:
          serviceImpl.getBacktestReport((tradewire.backtest.v1.GetBacktestReportRequest) request,
              (io.grpc.stub.StreamObserver<com.google.api.HttpBody>) responseObserver);
          break;
        default:
          throw new AssertionError();
      }
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public io.grpc.stub.StreamObserver<Req> invoke(
        io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getCreateBacktestMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.backtest.v1.CreateBacktestRequest,
              tradewire.backtest.v1.Backtest>(
                service, METHODID_CREATE_BACKTEST)))
        .addMethod(
          getGetBacktestMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.backtest.v1.GetBacktestRequest,
              tradewire.backtest.v1.Backtest>(
                service, METHODID_GET_BACKTEST)))
        .addMethod(
          getListBacktestsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.backtest.v1.ListBacktestsRequest,
              tradewire.backtest.v1.ListBacktestsResponse>(
                service, METHODID_LIST_BACKTESTS)))
        .addMethod(
          getCancelBacktestMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.backtest.v1.CancelBacktestRequest,
              tradewire.backtest.v1.Backtest>(
                service, METHODID_CANCEL_BACKTEST)))
        .addMethod(
          getDeleteBacktestMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.backtest.v1.DeleteBacktestRequest,
              com.google.protobuf.Empty>(
                service, METHODID_DELETE_BACKTEST)))
        .addMethod(
          getStreamBacktestEventsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              tradewire.backtest.v1.StreamBacktestEventsRequest,
              tradewire.backtest.v1.StreamBacktestEventsResponse>(
                service, METHODID_STREAM_BACKTEST_EVENTS)))
        .addMethod(
          getGetBacktestResultMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.backtest.v1.GetBacktestResultRequest,
              tradewire.backtest.v1.BacktestResult>(
                service, METHODID_GET_BACKTEST_RESULT)))
        .addMethod(
          getListTrialsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.backtest.v1.ListTrialsRequest,
              tradewire.backtest.v1.ListTrialsResponse>(
                service, METHODID_LIST_TRIALS)))
        .addMethod(
          getListRoundTripsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.backtest.v1.ListRoundTripsRequest,
              tradewire.backtest.v1.ListRoundTripsResponse>(
                service, METHODID_LIST_ROUND_TRIPS)))
        .addMethod(
          getListBacktestOrdersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.backtest.v1.ListBacktestOrdersRequest,
              tradewire.backtest.v1.ListBacktestOrdersResponse>(
                service, METHODID_LIST_BACKTEST_ORDERS)))
        .addMethod(
          getListBacktestFillsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.backtest.v1.ListBacktestFillsRequest,
              tradewire.backtest.v1.ListBacktestFillsResponse>(
                service, METHODID_LIST_BACKTEST_FILLS)))
        .addMethod(
          getGetEquityCurveMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.backtest.v1.GetEquityCurveRequest,
              tradewire.backtest.v1.EquityCurve>(
                service, METHODID_GET_EQUITY_CURVE)))
        .addMethod(
          getCompareBacktestsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.backtest.v1.CompareBacktestsRequest,
              tradewire.backtest.v1.BacktestComparison>(
                service, METHODID_COMPARE_BACKTESTS)))
        .addMethod(
          getGetBacktestReportMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.backtest.v1.GetBacktestReportRequest,
              com.google.api.HttpBody>(
                service, METHODID_GET_BACKTEST_REPORT)))
        .build();
  }

  private static abstract class BacktestServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    BacktestServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return tradewire.backtest.v1.BacktestServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("BacktestService");
    }
  }

  private static final class BacktestServiceFileDescriptorSupplier
      extends BacktestServiceBaseDescriptorSupplier {
    BacktestServiceFileDescriptorSupplier() {}
  }

  private static final class BacktestServiceMethodDescriptorSupplier
      extends BacktestServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    BacktestServiceMethodDescriptorSupplier(java.lang.String methodName) {
      this.methodName = methodName;
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
      return getServiceDescriptor().findMethodByName(methodName);
    }
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (BacktestServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new BacktestServiceFileDescriptorSupplier())
              .addMethod(getCreateBacktestMethod())
              .addMethod(getGetBacktestMethod())
              .addMethod(getListBacktestsMethod())
              .addMethod(getCancelBacktestMethod())
              .addMethod(getDeleteBacktestMethod())
              .addMethod(getStreamBacktestEventsMethod())
              .addMethod(getGetBacktestResultMethod())
              .addMethod(getListTrialsMethod())
              .addMethod(getListRoundTripsMethod())
              .addMethod(getListBacktestOrdersMethod())
              .addMethod(getListBacktestFillsMethod())
              .addMethod(getGetEquityCurveMethod())
              .addMethod(getCompareBacktestsMethod())
              .addMethod(getGetBacktestReportMethod())
              .build();
        }
      }
    }
    return result;
  }
}
